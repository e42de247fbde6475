// One stage: density, paths and words on a canvas, and over it the particles, drawn straight from the engine's buffers where
// these hold what the cursor shows. Everywhere else the canvas below draws them itself.

import { useEffect, useRef, useState } from 'react';
import { moveToNode, useCursor } from '../state/cursor';
import { useRun } from '../state/run';
import { type Session, sentenceOf } from '../state/session';
import { views } from '../views';
import { fitCanvas, paint } from '../views/paint';
import { type StageSide, stageFrame, stageScene } from '../views/stage';
import { StageRenderer } from '../views/stage-gpu';
import { stageWindow } from '../views/target-density';
import { finishedNodes } from '../views/trace-lookup';
import { shownNode } from '../views/tracks';
import type { ViewInput } from '../views/view';
import { inputFor } from './Chart';
import { useController } from './context';
import { drawingScale } from './drawing-scale';
import { invalidate, registerDraw } from './frame';
import { TableDialog } from './TableDialog';
import { useWords } from './use-words';

const viewOf = { parallel: views.stage, sequential: views.sequentialStage } as const;
/** Radius of a particle, CSS pixels. */
const RADIUS = 1.4;

export function Stage({ side }: { readonly side: StageSide }) {
  const words = useWords();
  const { session } = useController();
  const plain = useRef<HTMLCanvasElement>(null);
  const device = useRef<HTMLCanvasElement>(null);
  const [table, setTable] = useState(false);
  const finished = useRun((state) => state.finished);
  const waiting = useRun((state) => state.counts === null && state.status !== 'running');
  useEffect(
    () => (plain.current && device.current ? drawStage(plain.current, device.current, side, session) : undefined),
    [side, session],
  );
  const view = viewOf[side];
  const summary = finished && session.trace ? view.summary(session.trace, words) : words.chart.hint;
  const title = view.title(words);
  return (
    <figure className="chart stage">
      <figcaption>
        <h3 className="visually-hidden">{title}</h3>
        <button type="button" className="quiet" aria-label={words.chart.dataOf(title)} onClick={() => setTable(true)}>
          {words.chart.data}
        </button>
      </figcaption>
      <canvas
        ref={plain}
        role="img"
        aria-label={words.chart.named(title, summary)}
        onPointerDown={(event) => {
          const input = inputFor(event.currentTarget, session);
          const box = event.currentTarget.getBoundingClientRect();
          const scale = drawingScale();
          const cursor =
            input && view.cursorAt(input, (event.clientX - box.left) / scale, (event.clientY - box.top) / scale);
          if (!cursor) return;
          useCursor.setState({ playing: false });
          moveToNode(input.trace, cursor.node);
        }}
      />
      <canvas ref={device} className="particles" data-stage={side} />
      {waiting && side === 'parallel' && <p className="hint">{words.stage.hint}</p>}
      {table && <TableDialog view={view} onClose={() => setTable(false)} />}
    </figure>
  );
}

/** Draws a stage in the shared frame; returns what ends that. */
function drawStage(plain: HTMLCanvasElement, device: HTMLCanvasElement, side: StageSide, session: Session): () => void {
  const context = plain.getContext('2d', { willReadFrequently: true });
  if (!context) return () => undefined;
  const particles = new DeviceParticles(device, side, session);
  const sizes = new ResizeObserver(invalidate);
  sizes.observe(plain);
  const end = registerDraw(() => {
    const input = inputFor(plain, session);
    if (!input) return;
    const ratio = (devicePixelRatio || 1) * drawingScale();
    fitCanvas(plain, input.width, input.height, ratio);
    const drawn = particles.draw(input, ratio);
    const options = drawn ? { particlesOnDevice: input.trace.plan.spec.particles } : {};
    paint(stageScene(input, side, options), context, ratio);
  });
  return () => {
    sizes.disconnect();
    end();
    particles.destroy();
  };
}

/** The canvas over a stage, with a renderer for the device that the engine has at present. */
class DeviceParticles {
  private renderer: StageRenderer | null = null;
  private device: GPUDevice | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly side: StageSide,
    private readonly session: Session,
  ) {}

  /** Draws if the engine's buffers hold what the cursor shows; says whether it did. */
  draw({ trace, cursor, width, height, palette }: ViewInput, ratio: number): boolean {
    const source = this.session.stage();
    const node = shownNode(trace, cursor.record, cursor.node);
    const drawn = source !== null && this.holds(trace, cursor.record, node) && this.connect(source.device);
    if (!drawn || !this.renderer) {
      this.canvas.style.visibility = 'hidden';
      return false;
    }
    const frame = stageFrame(width, height);
    const scale = drawingScale();
    Object.assign(this.canvas.style, {
      left: `${frame.x * scale}px`,
      top: `${frame.y * scale}px`,
      width: `${frame.width * scale}px`,
      height: `${frame.height * scale}px`,
    });
    fitCanvas(this.canvas, frame.width, frame.height, ratio);
    const window = stageWindow(trace.plan);
    const colour = palette[this.side];
    const done = this.renderer.draw(source, this.side, node, window, colour, RADIUS * scale, trace.plan.projection);
    this.canvas.style.visibility = done ? 'visible' : 'hidden';
    return done;
  }

  destroy(): void {
    this.renderer?.destroy();
    this.renderer = null;
  }

  /** The buffers hold the newest state of every node: what a stage shows if its node is final at the record, or the newest
   * record is shown. The sequential path is never overwritten. */
  private holds(trace: ViewInput['trace'], record: number, node: number): boolean {
    if (this.side === 'sequential') return trace.rounds.length > 0;
    return record >= trace.rounds.length - 1 || finishedNodes(trace, record) >= node;
  }

  private connect(device: GPUDevice): boolean {
    if (this.device === device) return this.renderer !== null;
    this.renderer?.destroy();
    this.renderer = null;
    this.device = device;
    try {
      this.renderer = new StageRenderer(this.canvas, device);
      this.renderer.ready.then(invalidate, report);
    } catch (error) {
      report(error);
    }
    return this.renderer !== null;
  }
}

/** Says that particles cannot be drawn on the device; the run goes on, and the canvas below draws the tracked ones. */
function report(error: unknown): void {
  useRun.setState({ message: sentenceOf(error) });
}
