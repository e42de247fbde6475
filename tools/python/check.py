"""Reads scripts from standard input, a JSON list of texts, and prints a JSON list of complaints for each: names that nothing
defines, or that nothing uses, or that a statement uses before they are there; long lines; marks that were left."""

import ast
import builtins
import json
import sys

BUILTINS = set(dir(builtins))


def names(node, context):
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, context)}


def bound_by(node):
    """Names that a statement of a module binds."""
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name for alias in node.names}
    return names(node, ast.Store)


def local_to(function):
    """Names bound within a function or lambda, and those in it."""
    nodes = [node for node in ast.walk(function) if isinstance(node, (ast.FunctionDef, ast.Lambda))]
    return names(function, ast.Store) | {argument.arg for node in nodes for argument in node.args.args}


def complaints(text):
    module = ast.parse(text, feature_version=(3, 9))
    anywhere = BUILTINS.union(*(bound_by(node) for node in module.body))
    used = set().union(*(names(node, ast.Load) for node in module.body))
    known = set(BUILTINS)
    for node in module.body:
        loads = names(node, ast.Load)
        if isinstance(node, ast.FunctionDef):
            yield from (f"{node.name} uses {name}, which nothing defines" for name in loads - local_to(node) - anywhere)
            unused = local_to(node) - loads - {"_", "n"}
            yield from (f"{node.name} has {name} and does not use it" for name in unused)
        else:
            yield from (f"line {node.lineno} uses {name} before it is there" for name in loads - known - bound_by(node))
        yield from (f"nothing uses {name}" for name in bound_by(node) - used)
        known |= bound_by(node)
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > 120:
            yield f"line {number} has {len(line)} columns"
        if "# [" in line:
            yield f"line {number} keeps a mark"


json.dump([sorted(complaints(text)) for text in json.load(sys.stdin)], sys.stdout)
