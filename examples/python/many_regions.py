"""One primary, six replicas. Each namespace says what is copied, and "china" exists only where it is needed."""

import ros_cdk_core as ros
from ros_cdk_global_registry import (
    GlobalRegistry,
    NamespaceOptions,
    PrimaryOptions,
    ReplicaOptions,
    SyncTrigger,
)

MAINLAND = ["cn-hangzhou", "cn-beijing", "cn-shenzhen"]
ELSEWHERE = ["ap-southeast-1", "us-east-1"]

app = ros.App()
GlobalRegistry(
    app,
    "Worldwide",
    instance_name="worldwide",
    primary=PrimaryOptions(region="eu-central-1", period_months=12, auto_renew_months=12),
    replicas=[
        *(ReplicaOptions(region=region) for region in MAINLAND + ELSEWHERE),
        ReplicaOptions(region="me-east-1", period_months=6),
    ],
    namespaces=[
        NamespaceOptions(name="prod", tags_matching="v[0-9]+.*"),
        NamespaceOptions(name="base", repositories_matching="(alpine|debian)"),
        NamespaceOptions(name="china", replicate_to=MAINLAND),
        NamespaceOptions(name="drafts", trigger=SyncTrigger.MANUAL),
    ],
)
app.synth()
