import ros_cdk_core as ros
from ros_cdk_global_registry import GlobalRegistry, NamespaceOptions, PrimaryOptions, ReplicaOptions


def declare_registry(app: ros.App) -> GlobalRegistry:
    """What is pushed in Germany is pulled in Hangzhou, by the same digest."""
    return GlobalRegistry(
        app,
        "Acme",
        instance_name="acme",
        primary=PrimaryOptions(region="eu-central-1"),
        replicas=[ReplicaOptions(region="cn-hangzhou")],
        namespaces=[NamespaceOptions(name="prod")],
    )
