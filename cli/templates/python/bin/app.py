import ros_cdk_core as ros

from lib.registry import declare_registry

app = ros.App()
declare_registry(app)
app.synth()
