// Types of `browser.mjs` for the configuration files.

export const SOFTWARE_WEBGPU_FLAGS: readonly string[];
export function findChromium(): string | null;
export function findFirefox(): string | null;
export function setSoftwareVulkan(): boolean;
export function installChromium(): void;
export function installFirefox(): void;
