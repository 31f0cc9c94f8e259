"""Lets the generated Python package take a dict wherever it says that it takes one.

What jsii-pacmak generates turns a dict into a struct only where it is an argument of its own. One in a list, or in a union,
goes to the constructs as it is, where every key that is not written as in JavaScript is dropped without a word: a registry that
is named by `existing_instance_id` would be bought again. Here each becomes the struct that its annotation names, so that an
unknown key is a TypeError with its name.

Usage: python_structs.py FOLDER, the folder of the generated sources.
"""

import ast
import json
import pathlib
import sys

FUNCTION = "_struct"
HELPER = f'''
def {FUNCTION}(kind: typing.Any, value: typing.Any) -> typing.Any:
    """The same value, in which each dict is a struct of that kind."""
    if isinstance(value, dict):
        return kind(**value)
    return [{FUNCTION}(kind, item) for item in value] if isinstance(value, (list, tuple)) else value

'''

DICT = "typing.Dict[builtins.str, typing.Any]"


def struct_of(annotation):
    """The struct in an annotation that also takes a dict in its place; None where there is none."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "typing.Union":
            kinds = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
            if len(kinds) == 2 and ast.unparse(kinds[1]) == DICT:
                return kinds[0].value if isinstance(kinds[0], ast.Constant) else ast.unparse(kinds[0])
    return None


def conversions(function):
    """The line before which they stand, and a line for each argument that may hold a dict for a struct."""
    arguments = function.args.args + function.args.kwonlyargs
    structs = [(each.arg, struct_of(each.annotation)) for each in arguments if each.annotation]
    lines = [f"{name} = {FUNCTION}({struct}, {name})" for name, struct in structs if struct]
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    is_stub = not body or isinstance(body[0], ast.Pass) or ast.unparse(body[0]) == "..."
    if not lines or is_stub:
        return None
    indent = " " * body[0].col_offset
    return body[0].lineno - 1, [f"{indent}{line}\n" for line in lines]


def with_structs(source):
    """The source of a module, with the conversions."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    found = sorted(filter(None, map(conversions, functions)), reverse=True)
    if not found:
        return source
    lines = source.splitlines(keepends=True)
    for before, added in found:
        lines[before:before] = added
    first_class = next(i for i, line in enumerate(lines) if line.startswith(("@jsii.", "class ")))
    lines[first_class:first_class] = [HELPER.lstrip("\n"), "\n"]
    return "".join(lines)


def with_releases(setup):
    """What setup.py says of releases of Python: those that the pages name, not those of the generator."""
    before, text, after = setup.split('"""')
    facts = json.loads(text)
    release = "Programming Language :: Python :: 3."
    facts["python_requires"] = ">=3.8"
    others = [line for line in facts["classifiers"] if not line.startswith(release) or not line[len(release) :].isdigit()]
    facts["classifiers"] = others + [f"{release}{minor}" for minor in range(8, 14)]
    return '"""'.join([before, "\n" + json.dumps(facts, indent=4) + "\n", after])


def main(folder):
    modules = [(path, with_structs) for path in sorted((folder / "src").rglob("*.py"))]
    for path, change in [*modules, (folder / "setup.py", with_releases)]:
        path.write_text(change(path.read_text("utf8")), "utf8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
