import unittest
from typing import Any, Dict

import ros_cdk_core as ros

from lib.registry import declare_registry


def resources_of(stack_name: str) -> Dict[str, Any]:
    """The resources of a stack, by their names in the template."""
    app = ros.App()
    declare_registry(app)
    resources: Dict[str, Any] = app.synth().get_stack_by_name(stack_name).template["Resources"]
    return resources


class Registry(unittest.TestCase):
    def test_hangzhou_has_a_registry_of_the_same_name_and_the_namespace(self) -> None:
        resources = resources_of("acme-cn-hangzhou")
        self.assertEqual(resources["Registry"]["Properties"]["InstanceName"], "acme")
        self.assertEqual(resources["NamespaceProd"]["Properties"]["Namespace"], "prod")

    def test_one_rule_copies_the_namespace_from_germany(self) -> None:
        resources = resources_of("acme-eu-central-1-to-cn-hangzhou").values()
        rules = [each["Properties"] for each in resources if each["Type"] == "ALIYUN::CR::RepoSyncRule"]
        self.assertEqual([(rule["NamespaceName"], rule["TargetRegionId"]) for rule in rules], [("prod", "cn-hangzhou")])
