import ros_cdk_core as ros
from ros_cdk_global_registry import GlobalRegistry, PrimaryOptions

GlobalRegistry(ros.App(), "Acme", instance_name="acme", primary=PrimaryOptions(region=49))
