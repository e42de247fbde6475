import { expect, it } from 'vitest';
import { syntheticTrace } from '../../test/synthetic-trace';
import { samplesCsv, traceCsv } from './csv';

// 4 blocks of 16 nodes with 6 rounds each, 5 particles.
const trace = syntheticTrace();

it('writes a row for every node of every record', () => {
  const rows = traceCsv(trace).split('\r\n');
  expect(rows[0]).toBe('clock,segment,iteration,node,residual,error,error99,error_median');
  expect(rows).toHaveLength(1 + 4 * 7 * 16 + 1);
  // The first record is a start: node 1, no residual, error 1.
  expect(rows[1]).toBe('0,0,0,1,,1,0.5,0.10000000149011612');
  const last = rows.at(-2)?.split(',') ?? [];
  expect(last.slice(0, 4)).toEqual(['24', '3', '6', '64']);
});

it('writes a row for every particle, both samplers side by side', () => {
  const rows = samplesCsv(trace).split('\r\n');
  expect(rows[0]).toBe('particle,parallel_1,parallel_2,sequential_1,sequential_2');
  expect(rows.slice(1)).toEqual(['0,0,0,0,0', '1,0,0,0,0', '2,0,0,0,0', '3,0,0,0,0', '4,0,0,0,0', '']);
});

it('has no sample rows before the run is finished', () => {
  expect(samplesCsv(syntheticTrace({ records: 8 })).split('\r\n')).toHaveLength(2);
});
