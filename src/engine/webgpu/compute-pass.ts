// One compute shader with what it is bound to: pipelines and bind groups are made once, encoding only records. Pipelines are
// remembered per device, so that a second run of the same shapes compiles nothing.

/** One binding, in the order of the shader's numbers: a buffer, or a texture of numbers and the sampler that takes single texels of it. */
export type Binding =
  | { readonly type: GPUBufferBindingType; readonly buffer: GPUBuffer }
  | { readonly type: 'texture'; readonly texture: GPUTexture }
  | { readonly type: 'sampler'; readonly sampler: GPUSampler };

type BindingType = Binding['type'];

/** A shader as plain data. */
export interface ShaderDescription {
  /** Name of its file, for labels and messages. */
  readonly label: string;
  readonly code: string;
  /** The same for devices that have subgroups, where it is faster with them. */
  readonly withSubgroups?: string;
  readonly entryPoint: string;
}

/** Thrown when a shader does not compile; the message names the file, the line and the compiler's words. */
export class ShaderError extends Error {
  override name = 'ShaderError';
}

function layoutOf(type: BindingType): Omit<GPUBindGroupLayoutEntry, 'binding' | 'visibility'> {
  switch (type) {
    case 'texture':
      return { texture: { sampleType: 'unfilterable-float' } };
    case 'sampler':
      return { sampler: { type: 'non-filtering' } };
    default:
      return { buffer: { type } };
  }
}

function resourceOf(binding: Binding): GPUBindingResource {
  switch (binding.type) {
    case 'texture':
      return binding.texture.createView();
    case 'sampler':
      return binding.sampler;
    default:
      return { buffer: binding.buffer };
  }
}

/** Compiles each shader once per device. */
export class PipelineCache {
  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(readonly device: GPUDevice) {}

  /** Rejects with {@link ShaderError}. */
  pipeline(shader: ShaderDescription, types: readonly BindingType[]): Promise<GPUComputePipeline> {
    const hasSubgroups = this.device.features.has('subgroups');
    const code = hasSubgroups ? (shader.withSubgroups ?? shader.code) : shader.code;
    const key = [shader.entryPoint, types.join(), code].join('\n');
    let pipeline = this.pipelines.get(key);
    if (!pipeline) {
      pipeline = this.compile({ ...shader, code }, types);
      this.pipelines.set(key, pipeline);
    }
    return pipeline;
  }

  private async compile(shader: ShaderDescription, types: readonly BindingType[]): Promise<GPUComputePipeline> {
    const { label, code, entryPoint } = shader;
    this.device.pushErrorScope('validation');
    const module = this.device.createShaderModule({ label: `${label}.module`, code });
    const scope = this.device.popErrorScope();
    const info = await module.getCompilationInfo();
    const error = info.messages.find((message) => message.type === 'error');
    const invalid = await scope;
    if (error || invalid) {
      const where = error ? `line ${error.lineNum}: ${error.message}` : (invalid?.message ?? '');
      throw new ShaderError(`The shader ${label}.wgsl does not compile on this device: ${where}`);
    }
    const bindGroupLayout = this.device.createBindGroupLayout({
      label: `${label}.bindGroupLayout`,
      entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, ...layoutOf(type) })),
    });
    try {
      return await this.device.createComputePipelineAsync({
        label: `${label}.pipeline`,
        layout: this.device.createPipelineLayout({
          label: `${label}.pipelineLayout`,
          bindGroupLayouts: [bindGroupLayout],
        }),
        compute: { module, entryPoint },
      });
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new ShaderError(`The shader ${label}.wgsl does not fit this device: ${message}`, { cause });
    }
  }
}

/** A shader with its bindings, ready to be recorded. */
export class ComputePass {
  private constructor(
    readonly label: string,
    private readonly pipeline: GPUComputePipeline,
    private readonly bindGroup: GPUBindGroup,
  ) {}

  /** Rejects with {@link ShaderError}. */
  static async create(
    cache: PipelineCache,
    shader: ShaderDescription,
    bindings: readonly Binding[],
  ): Promise<ComputePass> {
    const types = bindings.map((binding) => binding.type);
    const pipeline = await cache.pipeline(shader, types);
    const bindGroup = cache.device.createBindGroup({
      label: `${shader.label}.bindGroup`,
      layout: pipeline.getBindGroupLayout(0),
      entries: bindings.map((bound, binding) => ({ binding, resource: resourceOf(bound) })),
    });
    return new ComputePass(shader.label, pipeline, bindGroup);
  }

  /** Records a dispatch of a fixed number of workgroups, folded into two dimensions past 65,535. */
  encode(pass: GPUComputePassEncoder, workgroups: number): void {
    const rows = Math.ceil(workgroups / 65535);
    this.bind(pass);
    pass.dispatchWorkgroups(Math.ceil(workgroups / rows), rows);
  }

  /** Records a dispatch whose size the GPU writes. */
  encodeIndirect(pass: GPUComputePassEncoder, dispatches: GPUBuffer, offset: number): void {
    this.bind(pass);
    pass.dispatchWorkgroupsIndirect(dispatches, offset);
  }

  private bind(pass: GPUComputePassEncoder): void {
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(0, this.bindGroup);
  }
}
