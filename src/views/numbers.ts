// Numbers as text, the same in every view and language: thousands separated, powers of ten with raised digits. No units, no
// marks.

import { format } from 'd3-format';
import type { Words } from '../words';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const grouped = format(',d');
const twoDigits = format('.2~r');
const scientific = format('.1e');
const percent = format('.0%');

/** Raised digits: `-3` gives `⁻³`. */
export function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** `10⁻³` */
export function powerOfTen(exponent: number): string {
  return exponent === 0 ? '1' : exponent === 1 ? '10' : `10${superscript(exponent)}`;
}

/** A whole number with separated thousands: `1,024`. */
export function formatCount(value: number): string {
  return grouped(value);
}

/** A positive number with two significant digits, as what is measured by a clock has: `0.17`, `21`, `240,000`. */
export function formatAbout(value: number): string {
  const short = Number(value.toPrecision(2));
  return short >= 1000 ? grouped(short) : String(short);
}

/** An error or residual with two significant digits: `0.0013`, `3.1`, `4.2 × 10⁻⁶`; in words where it is not finite. */
export function formatError(value: number, words: Words): string {
  if (!Number.isFinite(value)) return words.views.notFinite;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 0.000995 && size < 9995) return twoDigits(value);
  const [digits = '', exponent = '0'] = scientific(value).replaceAll('−', '-').split('e');
  return `${digits.replace('-', '−')}\u00a0×\u00a010${superscript(Number(exponent))}`;
}

/** A share of a whole: `12%`. */
export function formatShare(share: number): string {
  return percent(share);
}
