// What stays Latin in Chinese, for tests of the words and of the page: names, formats, keys, units, and letters of mathematics.

export const LATIN_NAMES: ReadonlySet<string> = new Set(
  `PIADM ParaDiGMS ParaTAA Parareal SRDS ParaSolver DDIM DPM Solver M DEER quasi ELK Broyden arXiv ICLR IEEE binary
  SDE ODE KL GPU CPU WebGPU JSON CSV SVG PNG Python RunSpec
  Shift Home End R Esc Ctrl Z Y
  ns ms s min h KiB MiB GiB MFLOP GFLOP TFLOP
  A B C F G J K L N P R S T a d e f h i j k log n q r s w x y`.split(/\s+/),
);

/** Latin words of a Chinese text that are no names. */
export function strangersIn(text: string): string[] {
  return (text.match(/[A-Za-z]+/g) ?? []).filter((word) => !LATIN_NAMES.has(word));
}
