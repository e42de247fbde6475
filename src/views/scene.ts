// A scene is a drawing as data: marks in CSS pixels, painted on a canvas (`paint.ts`) or written as SVG (`svg.ts`).

/** Colours of a theme, by meaning. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  /** The sequential sampler: always the same grey. */
  readonly sequential: string;
  /** The chosen parallel method: always the same blue. */
  readonly parallel: string;
  /** Density of the target, drawn faintly. */
  readonly density: string;
  /** The cursor. */
  readonly cursor: string;
  /** Numbers that are not finite, and nothing else. */
  readonly notFinite: string;
}

export type Mark =
  | {
      readonly kind: 'line';
      readonly points: readonly (readonly [number, number])[];
      readonly stroke: string;
      readonly width: number;
      readonly dash?: readonly number[];
      readonly opacity?: number;
    }
  | {
      readonly kind: 'area';
      readonly points: readonly (readonly [number, number])[];
      readonly fill: string;
      readonly opacity: number;
    }
  | {
      /** Closed rings, filled by the even-odd rule, so that a ring inside another one is a hole. */
      readonly kind: 'region';
      readonly rings: readonly (readonly (readonly [number, number])[])[];
      readonly fill: string;
      readonly opacity: number;
    }
  | {
      readonly kind: 'dots';
      readonly points: readonly (readonly [number, number])[];
      readonly radius: number;
      readonly fill: string;
      readonly opacity: number;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
      readonly opacity?: number;
    }
  | {
      readonly kind: 'cells';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly columns: number;
      readonly rows: number;
      /** `[row][column]`, row 0 at the top: CSS colours; null for none. */
      readonly colours: readonly (string | null)[];
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly fill: string;
      readonly size: number;
      readonly weight?: number;
      readonly anchor?: 'start' | 'middle' | 'end';
      readonly baseline?: 'top' | 'middle' | 'bottom';
      readonly rotate?: number;
    };

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}
