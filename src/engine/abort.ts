// What a cancelled run rejects with.

/** The error of a run that was cancelled: its name is `AbortError`. */
export function abortError(): DOMException {
  return new DOMException('The run was cancelled.', 'AbortError');
}
