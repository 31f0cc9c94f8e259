module example.com/global-registry-examples

go 1.18

require (
	github.com/alibabacloud-go/ros-cdk/alicloudroscdkcore v1.12.0
	github.com/aws/jsii-runtime-go v1.85.0
	github.com/ros-cdk-global-registry/ros-cdk-global-registry-go/globalregistry v0.1.0
)
