package main

import (
	ros "github.com/alibabacloud-go/ros-cdk/alicloudroscdkcore"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := ros.NewApp(nil)
	stack := ros.NewStack(app, jsii.String("acme-eu-central-1"), nil)
	ros.NewRosResource(stack, jsii.String("Registry"), &ros.RosResourceProps{
		Type:       jsii.String("ALIYUN::CR::Instance"),
		Properties: &map[string]interface{}{"InstanceName": "acme"},
	})
	app.Synth(nil)
}
