"""Joining modules: names stay apart, the order is right, and whatever is not understood is refused."""

import json
import shutil
import subprocess

import pytest

from service.web.bundle import FOLDER, BundleError, bundle, small

MODULES = {
    "first.js": """
/** Begins. */

import { number, Box } from "./second.js";
import {
  twice,
} from "./third.js";

const hidden = 1;

export function begin() {
  return [hidden, number, new Box().open(), twice(4)]; // of all modules
}
export const later = () => import("./fourth.js");
export const where = () => new URL("a.css", import.meta.url).href;
""",
    "second.js": """
// A box.
const hidden = 2;
export const number = hidden;

export class Box {
  #lid = `shut ${number}`;

  open() {
    return this.#lid;
  }
}
""",
    "third.js": """
import { number } from "./second.js";
export function twice(some) {
  return some * number;
}
""",
    "fourth.js": "/** Comes later. */\nexport const late = true;\n",
}


def run(code: str) -> object:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node")
    program = f'const {FOLDER} = "data:,"; {code}'
    command = [node, "--input-type=module", "--eval", program]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def refusal(**changed: str) -> str:
    sources = MODULES | {f"{name}.js": source for name, source in changed.items()}
    with pytest.raises(BundleError) as caught:
        bundle(sources, "first.js")
    return str(caught.value)


def test_joined_modules_do_what_they_did_apart() -> None:
    code = bundle(MODULES, "first.js").code
    program = f"{{{code}\nconsole.log(JSON.stringify(begin()));}}"

    assert run(program) == [1, 2, "shut 2", 8]
    assert run(*small(program)) == [1, 2, "shut 2", 8]


def test_only_modules_whose_names_meet_are_put_apart() -> None:
    code = bundle(MODULES, "first.js").code

    assert "const { number, Box } = (() => {" in code
    assert code.count("= (() => {") == 2
    assert "const { twice }" not in code


def test_what_comes_later_stays_a_file_and_is_looked_for_in_its_folder() -> None:
    joined = bundle(MODULES, "first.js")

    assert joined.later == {"fourth.js": "export const late = true;\n"}
    assert f'import({FOLDER} + "fourth.js")' in joined.code
    assert f'new URL("a.css", {FOLDER})' in joined.code
    assert "late = true" not in joined.code


def test_the_same_modules_give_the_same_bundle_in_any_order() -> None:
    assert bundle(dict(reversed(MODULES.items())), "first.js") == bundle(MODULES, "first.js")


@pytest.mark.parametrize(
    "line",
    [
        'import * as second from "./second.js";',
        'import second from "./second.js";',
        'import "./second.js";',
        'import { Box } from "elsewhere";',
        "import { Box } from './second.js';",
        "export default twice;",
        "export { twice };",
        "export let changing = 1;",
        'export * from "./second.js";',
        "export const { a, b } = twice;",
        "  const x = await import(twice);",
        "  return import.meta.resolve('x');",
    ],
)
def test_what_is_not_understood_is_refused_and_named(line: str) -> None:
    said = refusal(third=MODULES["third.js"] + line + "\n")

    assert said == f"third.js: not understood: {line.strip()}"


def test_a_renamed_import_is_refused() -> None:
    assert "renamed" in refusal(third='import { number as one } from "./second.js";\nexport const twice = one;\n')


def test_a_circle_is_refused() -> None:
    circle = 'import { begin } from "./first.js";\nexport const number = begin;\nexport class Box {}\n'

    assert refusal(second=circle) == "a circle: first.js > second.js > first.js"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"third": 'import { nothing } from "./second.js";\nexport const twice = 1;\n'},
            "second.js exports no nothing",
        ),
        (
            {"third": 'import { some } from "./missing.js";\nexport const twice = 1;\n'},
            "third.js: there is no missing.js",
        ),
        ({"third": 'export const twice = () => import("./missing.js");\n'}, "there is no missing.js"),
        ({"third": "export const twice = 1;\nexport const number = 2;\n"}, "exported by second.js and by third.js"),
        ({"third": 'export const twice = () => import("./second.js");\n'}, "second.js is both imported and fetched"),
        ({"fourth": 'import { number } from "./second.js";\nexport const late = 1;\n'}, "fetched later and imports"),
        ({"fifth": "export const lonely = 1;\n"}, "nobody asks for fifth.js"),
    ],
)
def test_what_does_not_fit_together_is_refused(changed: dict[str, str], said: str) -> None:
    assert said in refusal(**changed)
