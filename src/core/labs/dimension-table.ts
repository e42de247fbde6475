// The points of the lab on dimension that come with the page: what `npm run labs` measured and wrote beside this file.

import type { DimensionPoint } from './dimension';
import table from './dimension-table.json';
import type { ShippedPoints } from './lab';

/** The table as it was written. */
export const shippedDimension = table as ShippedPoints<DimensionPoint>;
