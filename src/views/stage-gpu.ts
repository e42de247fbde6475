// Draws all particles of a run from the engine's own buffers, without a read-back, on a canvas that lies over a stage.
// Knows of the engine only the type of that source. A lost device makes drawing do nothing; the page says what happened.

import stageCode from '../../shaders/stage.wgsl?raw';
import type { StageSource } from '../engine/engine';
import type { StageWindow } from './target-density';
import type { StageSide } from './tracks';

/** Bytes of `Points` in `shaders/stage.wgsl`. */
const POINTS_BYTES = 64;
const CORNERS = 4;
/** Of a point: where many lie on each other it is darker. */
const OPACITY = 0.65;

type PositionBuffer = StageSource['positions'][StageSide][number];

/** What one drawing shows. */
export interface PointsDrawing {
  readonly side: StageSide;
  /** 0..L */
  readonly node: number;
  readonly window: StageWindow;
  /** CSS colour as `#rrggbb`. */
  readonly colour: string;
  /** 0..1 */
  readonly opacity: number;
  /** Device pixels. */
  readonly radius: number;
  /** `plan.projection`: `[axis][coordinate]`, two axes. */
  readonly projection: Float64Array;
}

/** Where it is drawn. */
export interface PointsTarget {
  readonly view: GPUTextureView;
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
}

/** The red, green and blue of `#rrggbb`, 0..1. Throws a RangeError for any other text. */
export function parseColour(colour: string): [number, number, number] {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new RangeError(`The colour is "${colour}"; it has the form "#rrggbb".`);
  const channel = (index: number) => Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16) / 255;
  return [channel(0), channel(1), channel(2)];
}

/** The uniform block of one batch, as `Points` in `shaders/stage.wgsl`. */
export function encodePoints(
  drawing: PointsDrawing,
  target: { readonly width: number; readonly height: number },
  particles: number,
  dimension: number,
): ArrayBuffer {
  const { window, radius, node } = drawing;
  const bytes = new ArrayBuffer(POINTS_BYTES);
  const scaleX = 2 / (window.xMax - window.xMin);
  const scaleY = 2 / (window.yMax - window.yMin);
  const reach = radius + 1;
  new Float32Array(bytes).set([
    scaleX,
    scaleY,
    -1 - window.xMin * scaleX,
    -1 - window.yMin * scaleY,
    (2 * reach) / target.width,
    (2 * reach) / target.height,
    reach,
    radius,
    ...parseColour(drawing.colour),
    drawing.opacity,
  ]);
  new Uint32Array(bytes).set([node * dimension * particles, particles, dimension], 12);
  return bytes;
}

/** What one buffer of states is drawn with. */
interface Bound {
  readonly uniform: GPUBuffer;
  readonly group: GPUBindGroup;
}

/** The pass that draws points: pipeline and bind groups, on any target of one format. */
export class PointsPass {
  private readonly layout: GPUBindGroupLayout;
  private pipeline: GPURenderPipeline | null = null;
  /** Of the source that was drawn last. */
  private readonly bound = new Map<GPUBuffer, Bound>();
  private projection: GPUBuffer | null = null;
  /** Resolves when drawing can begin; rejects with a sentence when the shader or the pipeline is refused. */
  readonly ready: Promise<void>;

  constructor(
    readonly device: GPUDevice,
    format: GPUTextureFormat,
    code: string = stageCode,
  ) {
    const storage = (binding: number): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: GPUShaderStage.VERTEX,
      buffer: { type: 'read-only-storage' },
    });
    this.layout = device.createBindGroupLayout({
      label: 'Stage.bindGroupLayout',
      entries: [
        { binding: 0, visibility: GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT, buffer: { type: 'uniform' } },
        storage(1),
        storage(2),
      ],
    });
    this.ready = this.build(format, code);
    // Whoever awaits `ready` hears of a failure; nobody has to.
    this.ready.catch(() => undefined);
  }

  private async build(format: GPUTextureFormat, code: string): Promise<void> {
    const { device } = this;
    // The scope keeps a broken shader from counting as an error of the engine, whose device this is. It is popped at once:
    // scopes are a stack, and the engine has its own.
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label: 'Stage.shader', code });
    const scope = device.popErrorScope();
    const info = await module.getCompilationInfo();
    const error = info.messages.find((message) => message.type === 'error');
    const invalid = await scope;
    if (error || invalid) {
      const where = error ? `line ${error.lineNum}: ${error.message}` : (invalid?.message ?? '');
      throw new Error(`The shader stage.wgsl does not compile on this device: ${where}`);
    }
    const blend: GPUBlendComponent = { srcFactor: 'one', dstFactor: 'one-minus-src-alpha', operation: 'add' };
    try {
      this.pipeline = await device.createRenderPipelineAsync({
        label: 'Stage.pipeline',
        layout: device.createPipelineLayout({ label: 'Stage.pipelineLayout', bindGroupLayouts: [this.layout] }),
        vertex: { module, entryPoint: 'placeCorner' },
        fragment: { module, entryPoint: 'shadeDisc', targets: [{ format, blend: { color: blend, alpha: blend } }] },
        primitive: { topology: 'triangle-strip' },
      });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The shader stage.wgsl does not fit this device: ${reason}`, { cause });
    }
  }

  /** Records the drawing of one node of all batches; clears the target first. False, with nothing recorded, before the
   * pipeline is there. */
  encode(encoder: GPUCommandEncoder, target: PointsTarget, source: StageSource, drawing: PointsDrawing): boolean {
    if (!this.pipeline) return false;
    const batches = source.positions[drawing.side];
    if (batches.length !== this.bound.size || !batches.every(({ buffer }) => this.bound.has(buffer))) {
      this.bind(batches, drawing.projection, source.dimension);
    }
    const pass = encoder.beginRenderPass({
      label: 'Stage.pass',
      colorAttachments: [{ view: target.view, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
    });
    pass.setPipeline(this.pipeline);
    for (const { buffer, particles } of batches) {
      const bound = this.bound.get(buffer);
      if (!bound) continue;
      this.device.queue.writeBuffer(bound.uniform, 0, encodePoints(drawing, target, particles, source.dimension));
      pass.setBindGroup(0, bound.group);
      pass.draw(CORNERS, particles);
    }
    pass.end();
    return true;
  }

  /** Binds the buffers of a source in place of those of the one before. A run is drawn with one projection only. */
  private bind(batches: readonly PositionBuffer[], projection: Float64Array, dimension: number): void {
    this.release();
    const weights = this.weights(projection, dimension);
    this.projection = weights;
    for (const { buffer } of batches) {
      const uniform = this.device.createBuffer({
        label: 'Stage.pointsBuffer',
        size: POINTS_BYTES,
        usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
      });
      const group = this.device.createBindGroup({
        label: 'Stage.bindGroup',
        layout: this.layout,
        entries: [
          { binding: 0, resource: { buffer: uniform } },
          { binding: 1, resource: { buffer } },
          { binding: 2, resource: { buffer: weights } },
        ],
      });
      this.bound.set(buffer, { uniform, group });
    }
  }

  /** The projection's buffer, `[coordinate]` pairs. */
  private weights(projection: Float64Array, dimension: number): GPUBuffer {
    const pairs = new Float32Array(2 * dimension);
    for (let i = 0; i < dimension; i++) {
      pairs[2 * i] = projection[i] ?? 0;
      pairs[2 * i + 1] = projection[dimension + i] ?? 0;
    }
    const buffer = this.device.createBuffer({
      label: 'Stage.projectionBuffer',
      size: Math.max(16, pairs.byteLength),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    this.device.queue.writeBuffer(buffer, 0, pairs);
    return buffer;
  }

  private release(): void {
    for (const { uniform } of this.bound.values()) uniform.destroy();
    this.bound.clear();
    this.projection?.destroy();
    this.projection = null;
  }

  destroy(): void {
    this.release();
    this.pipeline = null;
  }
}

/** Draws particles on one canvas. The canvas lies over `stageFrame` of a stage; its width and height are device pixels and may
 * change between drawings. */
export class StageRenderer {
  private readonly context: GPUCanvasContext;
  private readonly pass: PointsPass;
  private lost = false;
  /** Resolves when drawing can begin; rejects with a sentence when the shader is refused. */
  readonly ready: Promise<void>;

  /** Throws an Error with a sentence when the canvas gives no WebGPU context. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly device: GPUDevice,
  ) {
    const context = canvas.getContext('webgpu');
    if (!context) throw new Error('This canvas cannot be drawn on with WebGPU.');
    const format = navigator.gpu.getPreferredCanvasFormat();
    context.configure({ device, format, alphaMode: 'premultiplied' });
    this.context = context;
    this.pass = new PointsPass(device, format);
    this.ready = this.pass.ready;
    device.lost.then(() => {
      this.lost = true;
    });
  }

  /** Draws all particles at a node. `source` must be the engine's present one, since a run's buffers go with the run;
   * `colour` is `#rrggbb`, `pointRadius` in CSS pixels, `projection` the plan's. Returns whether it drew: not on a lost
   * or another device, not before `ready`, and not without a source. */
  draw(
    source: StageSource | null,
    side: StageSide,
    node: number,
    view: StageWindow,
    colour: string,
    pointRadius: number,
    projection: Float64Array,
  ): boolean {
    if (this.lost || !source || source.device !== this.device || source.positions[side].length === 0) return false;
    if (node < 0 || node > source.totalNodes) return false;
    const { width, height } = this.canvas;
    const pixelRatio = this.canvas.clientWidth > 0 ? width / this.canvas.clientWidth : 1;
    const texture = this.context.getCurrentTexture().createView({ label: 'Stage.view' });
    const encoder = this.device.createCommandEncoder({ label: 'Stage.encoder' });
    const drawing = {
      side,
      node,
      window: view,
      colour,
      opacity: OPACITY,
      radius: pointRadius * pixelRatio,
      projection,
    };
    if (!this.pass.encode(encoder, { view: texture, width, height }, source, drawing)) return false;
    this.device.queue.submit([encoder.finish()]);
    return true;
  }

  destroy(): void {
    this.pass.destroy();
    if (!this.lost) this.context.unconfigure();
  }
}
