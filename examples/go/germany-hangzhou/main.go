// Build an image once in Germany, pull the very same digest in Hangzhou.
//
// One Advanced instance in Frankfurt, one Basic instance in Hangzhou, namespace "prod" in both, one rule from the
// first to the second.
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
		Replicas:     &[]*globalregistry.ReplicaOptions{{Region: jsii.String("cn-hangzhou")}},
		Namespaces:   &[]*globalregistry.NamespaceOptions{{Name: jsii.String("prod")}},
	})
	app.Synth(nil)
}
