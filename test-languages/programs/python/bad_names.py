import ros_cdk_core as ros
from ros_cdk_global_registry import GlobalRegistry, NamespaceOptions, PrimaryOptions, ReplicaOptions

app = ros.App()
GlobalRegistry(
    app,
    "Acme",
    instance_name="acme",
    primary=PrimaryOptions(region="eu-central-1"),
    replicas=[ReplicaOptions(region="Hangzhou")],
    namespaces=[NamespaceOptions(name="Prod")],
)
app.synth()
