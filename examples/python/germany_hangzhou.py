"""Build an image once in Germany, pull the very same digest in Hangzhou.

One Advanced instance in Frankfurt, one Basic instance in Hangzhou, namespace "prod" in both, one rule from the first
to the second.
"""

import ros_cdk_core as ros
from ros_cdk_global_registry import GlobalRegistry, NamespaceOptions, PrimaryOptions, ReplicaOptions

app = ros.App()
GlobalRegistry(
    app,
    "Acme",
    instance_name="acme",
    primary=PrimaryOptions(region="eu-central-1"),
    replicas=[ReplicaOptions(region="cn-hangzhou")],
    namespaces=[NamespaceOptions(name="prod")],
)
app.synth()
