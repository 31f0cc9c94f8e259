// One primary, six replicas. Each namespace says what is copied, and "china" exists only where it is needed.
package main

import (
	ros "github.com/alibabacloud-go/ros-cdk/alicloudroscdkcore"
	"github.com/aws/jsii-runtime-go"
	"github.com/ros-cdk-global-registry/ros-cdk-global-registry-go/globalregistry"
)

func main() {
	defer jsii.Close()

	app := ros.NewApp(nil)
	globalregistry.NewGlobalRegistry(app, jsii.String("Worldwide"), &globalregistry.GlobalRegistryProps{
		InstanceName: jsii.String("worldwide"),
		Primary: &globalregistry.PrimaryOptions{
			Region:          jsii.String("eu-central-1"),
			PeriodMonths:    jsii.Number(12),
			AutoRenewMonths: jsii.Number(12),
		},
		Replicas: &[]*globalregistry.ReplicaOptions{
			{Region: jsii.String("cn-hangzhou")},
			{Region: jsii.String("cn-beijing")},
			{Region: jsii.String("cn-shenzhen")},
			{Region: jsii.String("ap-southeast-1")},
			{Region: jsii.String("us-east-1")},
			{Region: jsii.String("me-east-1"), PeriodMonths: jsii.Number(6)},
		},
		Namespaces: &[]*globalregistry.NamespaceOptions{
			{Name: jsii.String("prod"), TagsMatching: jsii.String("v[0-9]+.*")},
			{Name: jsii.String("base"), RepositoriesMatching: jsii.String("(alpine|debian)")},
			{Name: jsii.String("china"), ReplicateTo: jsii.Strings("cn-hangzhou", "cn-beijing", "cn-shenzhen")},
			{Name: jsii.String("drafts"), Trigger: globalregistry.SyncTrigger_MANUAL},
		},
	})
	app.Synth(nil)
}
