package main

import (
	ros "github.com/alibabacloud-go/ros-cdk/alicloudroscdkcore"
	"github.com/aws/jsii-runtime-go"
	"github.com/ros-cdk-global-registry/ros-cdk-global-registry-go/globalregistry"
)

func main() {
	defer jsii.Close()

	app := ros.NewApp(nil)
	globalregistry.NewGlobalRegistry(app, jsii.String("Acme"), &globalregistry.GlobalRegistryProps{
		InstanceName: jsii.String("acme"),
		Primary:      &globalregistry.PrimaryOptions{Region: jsii.String("eu-central-1")},
		Replicas:     &[]*globalregistry.ReplicaOptions{{Region: jsii.String("Hangzhou")}},
		Namespaces:   &[]*globalregistry.NamespaceOptions{{Name: jsii.String("Prod")}},
	})
	app.Synth(nil)
}
