// What libraries do with WebGPU: the adapters of the devices that they open, and the dispatches that they record. A library that computes
// elsewhere records none.

export interface GpuWatch {
  /** Adapters of devices that were opened so far, as their own words for themselves. */
  readonly adapters: readonly string[];
  readonly dispatches: number;
}

/** Watches all devices of this page that are opened from now on. */
export function watchGpu(): GpuWatch {
  const watch = { adapters: [] as string[], dispatches: 0 };
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = function (descriptor) {
    const { vendor, architecture, device, description } = this.info;
    watch.adapters.push([vendor, architecture, device, description].filter((part) => part !== '').join(' '));
    return requestDevice.call(this, descriptor);
  };
  const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = GPUComputePassEncoder.prototype;
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (x, y, z) {
    watch.dispatches++;
    return dispatchWorkgroups.call(this, x, y, z);
  };
  GPUComputePassEncoder.prototype.dispatchWorkgroupsIndirect = function (buffer, offset) {
    watch.dispatches++;
    return dispatchWorkgroupsIndirect.call(this, buffer, offset);
  };
  return watch;
}
