import ros_cdk_core as ros

app = ros.App()
stack = ros.Stack(app, "acme-eu-central-1")
ros.RosResource(stack, "Registry", type="ALIYUN::CR::Instance", properties={"InstanceName": "acme"})
app.synth()
