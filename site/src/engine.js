// The page's side of the worker: calls that are answered, and a new worker where one was stopped.

/** Makes an engine. `source` is the worker's program, `module` the WebAssembly for it. */
export function makeEngine(source, module) {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  let worker;
  let count = 0;
  const waiting = new Map();

  function fail(failure) {
    worker?.terminate();
    worker = undefined;
    const calls = [...waiting.values()];
    waiting.clear();
    calls.forEach(({ reject }) => reject(failure));
  }

  function start() {
    worker = new Worker(address);
    worker.onmessage = ({ data: { call, progress, answer, failure } }) => {
      const { resolve, reject, report } = waiting.get(call) ?? {};
      if (!resolve) {
        return;
      }
      if (progress !== undefined) {
        report?.(progress);
        return;
      }
      waiting.delete(call);
      failure ? reject(failure) : resolve(answer);
    };
    worker.onerror = (event) => fail({ kind: "crash", message: event.message ?? "", needsPassword: false });
    return post("start", { module });
  }

  function post(task, input, report) {
    const call = (count += 1);
    const answer = new Promise((resolve, reject) => waiting.set(call, { resolve, reject, report }));
    worker.postMessage({ call, task, input });
    return answer;
  }

  return {
    /** Asks the worker for something; rejects with `{ kind, message, needsPassword }`. */
    ask(task, input, report) {
      if (!worker) {
        start().catch(() => {}); // The call below fails as well, and says so.
      }
      return post(task, input, report);
    },
    /** Starts the worker, to learn whether it can. */
    start,
    /** Gives up all that is under way. */
    stop() {
      fail({ kind: "stopped", message: "stopped", needsPassword: false });
    },
  };
}
