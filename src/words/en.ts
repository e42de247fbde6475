// All words of the page in English: one object, its keys by place. `zh.ts` has the same shape. Text with numbers or names in
// it is a function of them, already formatted; nothing here computes. It imports nothing.

/** `1 block`, `8 blocks` */
const plural = (count: string, noun: string) => `${count} ${noun}${count === '1' ? '' : 's'}`;

export const english = {
  language: { name: 'English', tag: 'en' },
  /** Between two sentences. */
  sentenceSpace: ' ',
  name: 'Picard Playground',
  /** Of the document; `index.html` begins with it. */
  documentTitle: 'Picard Playground: diffusion sampling, many time steps at once',
  header: {
    presets: 'Presets',
    choosePreset: 'Choose a preset…',
    share: 'Share',
    export: 'Export',
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    settings: 'Settings',
    closeSettings: 'Close settings',
    help: 'Help',
  },
  settings: {
    title: 'Settings',
    about: 'What the method computes',
    locked: 'Locked by the link of this page.',
    undo: 'Undo',
    redo: 'Redo',
    editAsJson: 'Edit as JSON…',
    slider: (name: string) => `${name}, slider`,
    problem: 'Problem',
    target: 'Target',
    groups: {
      network: 'Trained networks',
      mixture: 'Exact scores, 2-D',
      any: 'Exact scores, any dimension',
      own: 'Yours',
    },
    targets: {
      gaussian: 'Gaussian',
      random: 'Random mixture',
      points: 'Own points',
      custom: 'Own mixture (JSON)',
    },
    dimension: 'Dimension',
    components: 'Components',
    mean: 'Mean',
    std: 'Std',
    targetSeed: 'Target seed',
    bandwidth: 'Bandwidth',
    weights: 'Weights',
    weightPrecisions: { f32: 'single precision', f16: 'half precision' },
    weightsNote:
      'The network itself is rounded: the picture is that of another network, close by. Its weights take half the memory and half the reading.',
    editPoints: (count: number) => `Edit ${count} points…`,
    dynamics: 'Dynamics',
    sde: 'SDE',
    ode: 'ODE',
    sampler: 'Sampler',
    method: 'Method',
    blocks: 'Blocks',
    nodes: 'Nodes per block',
    linearPart: 'Linear part',
    jacobianCap: 'Eigenvalue cap',
    clip: 'Clip predictions',
    clips: { none: 'no', data: 'to the box of the data' },
    start: 'Start',
    surrogateComponents: 'Surrogate size',
    window: 'Window, nodes',
    windowTolerance: 'Tolerance × σ',
    memory: 'Memory, rounds',
    solver: 'Solver',
    steps: 'Steps',
    sweep: 'Coarse sweep',
    sweeps: { false: 'a round a block', true: 'one round (pipelined)' },
    corrector: 'Corrector',
    correctors: { none: 'none', langevin: 'underdamped Langevin' },
    correctorFriction: 'Friction, √L',
    correctorTime: 'Time, 1/√L',
    correctorSubBlocks: 'Sub-blocks',
    correctorSteps: 'Steps each',
    correctorRounds: 'Rounds',
    precision: 'Path states',
    precisions: {
      f32: 'single precision',
      f16: 'half, overflow spreads',
      'f16-saturating': 'half, overflow saturates',
    },
    stop: 'Stop by',
    stopTolerance: 'tolerance',
    stopFixed: 'rounds',
    stopIterations: 'number',
    tolerance: 'Tolerance',
    iterations: 'Rounds per block',
    iterationsCap: 'Most rounds',
    iterationsOfAll: 'Iterations',
    mostIterations: 'Most iterations',
    horizon: 'Horizon T',
    cutoff: 'Cutoff δ',
    spacing: 'Spacing',
    spacings: { stretched: 'Stretched', uniform: 'Uniform', 'single-tail': 'Single tail' },
    run: 'Run',
    particles: 'Particles',
    seed: 'Seed',
    estimate: (text: string) => `Estimate: ${text}`,
    estimated: (time: string, memory: string) => `about ${time}, ${memory}`,
    estimatedReduced: (time: string, memory: string, reduced: string) =>
      `about ${time} in full, ${memory}; made smaller here, about ${reduced}`,
    notPossible: 'This run is not possible: ',
    notNumber: (text: string) => (text === '' ? 'Enter a number.' : `"${text}" is not a number.`),
  },
  note: {
    source: 'Source: ',
    name: (label: string) => `${label}.`,
    setting: (setting: string, label: string) => `${setting}: ${label}.`,
    step: 'One step of the sequential sampler, with score s and noise ξ; A, B and C follow from its length and the dynamics (C is 0 for the ODE):',
    round: 'A round makes the new path y′ of the old one y, all its nodes at once:',
    // Words inside of equations, under those that stand in their TeX.
    inEquations: {
      start: 'start',
      round: 'round',
      steps: 'steps',
      before: 'before',
      box: 'box',
      'slide past': 'slide past',
    },
  },
  stage: {
    hint: 'Press Run to sample this density.',
  },
  numbers: {
    title: 'Four numbers of this run',
    legend: (run: string) => `${run} vs sequential`,
    rounds: 'Rounds',
    roundsNote: 'network calls in a row',
    roundsOf: (sequential: string, factor: string) => `vs ${sequential} · ${factor}`,
    fewer: (factor: string) => `${factor}× fewer`,
    more: (factor: string) => `${factor}× more`,
    same: 'the same',
    evaluations: 'Evaluations',
    evaluationsNote: 'per particle',
    evaluationsOf: (sequential: string, factor: string) => `vs ${sequential} · ${factor}`,
    inFlight: 'Nodes in flight',
    inFlightNote: 'held at once',
    inFlightOf: 'vs 1',
    hump: 'Hump',
    humpNote: 'largest error in any round',
    humpOf: 'vs 0',
    time: (run: string, own: string, sequential: string) => `Time here: ${run} ${own}, sequential ${sequential}`,
    none: '–',
  },
  chart: {
    data: 'Data',
    named: (title: string, summary: string) => `${title}. ${summary}`,
    dataOf: (title: string) => `Data of: ${title}`,
    rowsShown: (shown: string, all: string) => `The first ${shown} of ${all} rows; the export has all.`,
    hint: 'Nothing has been run yet.',
  },
  transport: {
    title: 'Transport',
    run: 'Run',
    runChanged: 'Run (settings changed)',
    cancel: 'Cancel',
    again: 'Same seed',
    againNote: 'Run the run shown once more, with the same seed',
    newSeed: 'New seed',
    seedLocked: 'The link of this page locks the seed.',
    play: 'Play',
    pause: 'Pause',
    roundBack: 'Back a round',
    roundForward: 'Step a round',
    blockBack: 'Back a block',
    blockForward: 'Step a block',
    round: 'Round',
    node: 'Node',
    speed: 'Speed',
    speeds: (speed: number) => `${speed} rounds/s`,
    axes: { rounds: 'along rounds', nodes: 'along noise time' },
    nodeSpeeds: (speed: number) => `${speed} nodes/s`,
    roundValue: (calls: string, place: string) => `call ${calls}, ${place}`,
  },
  progress: {
    preparing: 'Preparing the run',
    sequential: (done: string, total: string) => `Sequential reference: step ${done} of ${total}`,
    parallel: (done: string, total: string) => `Parallel: ${done} of ${total} nodes finished`,
  },
  notice: {
    cpu: 'This browser offers no WebGPU: runs are computed on the CPU.',
    needs: (browser: string, what: string) => `WebGPU in ${browser}: ${what}`,
    cpuForced: 'Runs are computed on the CPU, as the address asks.',
    software: (name: string) => `The WebGPU adapter is software (${name}).`,
    reduced: (ran: string, of: string) => `This run was made smaller: ${ran} of ${of} particles.`,
    reducedBoth: (ran: string, of: string, nodes: string, ofNodes: string) =>
      `This run was made smaller: ${ran} of ${of} particles, ${nodes} of ${ofNodes} nodes.`,
    inFull: 'Run in full',
    lost: 'The next run opens a new one.',
    claim: (claim: string) => `To check: ${claim}`,
    claimInFull: (claim: string) => `To check, in full: ${claim}`,
    dismiss: 'Dismiss',
    error: 'Error: ',
  },
  outcome: {
    cancelled: 'Cancelled. The result shown is that of the run before.',
    cancelledFirst: 'Cancelled. There is no result yet.',
    started: 'Running.',
  },
  share: {
    title: 'Share this run',
    link: 'Link',
    embed: 'Only the figure, for embedding',
    present: 'In presenter mode',
    embedding: {
      width: 'Width',
      height: 'Height',
      mistake: (side: string, least: string, most: string) =>
        `${side} must be a whole number from ${least} to ${most}.`,
      code: 'Code for your page',
      copy: 'Copy the code',
      preview: 'Show a preview',
      hidePreview: 'Hide the preview',
      previewTitle: 'Preview of the embedded figure',
    },
    teaching: 'For a class',
    hide: 'Hide',
    hideable: {
      settings: 'the settings',
      presets: 'the presets',
      panels: 'the other panels',
      note: 'what the method computes',
      export: 'export',
    },
    lock: 'Lock',
    lockable: { problem: 'the problem', sampler: 'the sampler', run: 'particles and seed' },
    locksGiven: 'This page was opened by a link that hides or locks a part of it; the link above does the same.',
    length: (characters: string) => `${characters} characters.`,
    long: 'Some mail and chat programs cut links of this length; the export as JSON does not have this limit.',
    tooLarge: 'This run is too large for a link. Export it as JSON instead.',
    copy: 'Copy the link',
    copied: 'Copied.',
    notCopied: 'The browser did not allow copying; select the text and copy it by hand.',
    impossible: 'The settings hold a mistake, so the link is to the run that is shown.',
    note: 'The link holds the settings and the place of the cursor. Whoever opens it computes the run anew.',
  },
  exports: {
    json: 'Run as JSON',
    trace: 'Trace as CSV',
    samples: 'Samples as CSV',
    svg: (title: string) => `${title} as SVG`,
    png: (title: string) => `${title} as PNG`,
    python: 'Run as Python',
    none: 'Nothing to export before the first result.',
  },
  points: {
    title: 'Own points',
    intro: 'Draw points, or paste or load them, in any dimension; their score is exact, with no training.',
    pad: 'Drawing pad, from −3 to 3 on both axes',
    padNote: 'Drag to draw.',
    undoStroke: 'Undo stroke',
    clear: 'Clear',
    text: 'Points as CSV or JSON',
    load: 'Load a file',
    read: 'Read text',
    bandwidth: 'Bandwidth',
    count: (count: string) => `${count} points`,
    countIn: (count: string, dimension: string) => `${count} points of dimension ${dimension}`,
    use: 'Use these points',
    tooMany: (limit: string) => `The pad is full: at most ${limit} points.`,
    unreadable: (file: string) =>
      `The file "${file}" could not be read; it may have been moved or changed since it was chosen.`,
    none: 'There are no points yet: draw some, paste them or load a file.',
    invalidBandwidth: (text: string) => `The bandwidth is "${text}"; allowed: a number above 0.`,
  },
  editor: {
    title: 'Run as JSON',
    intro: 'A run is this document. Paste another, or edit this one; fields that are left out take their defaults.',
    text: 'RunSpec',
    apply: 'Use this run',
    syntax: (message: string) => `This is not JSON: ${message}.`,
  },
  glossary: {
    title: 'Terms, and how to cite',
    open: 'Terms and citation…',
    cite: 'How to cite',
    terms: {
      score: {
        term: 'Score',
        meaning:
          'The gradient of the logarithm of a density, here of the data with noise: it points to where data are. A network learns it, and one evaluation of it is what everything here is counted in.',
      },
      noiseTime: {
        term: 'Noise time r',
        meaning:
          'How much noise the data carry: at r = T almost nothing but noise, at r = δ almost none. Sampling goes from T down to δ.',
      },
      node: {
        term: 'Node',
        meaning: 'A point of the time grid. The sequential sampler goes from node to node, one network call each.',
      },
      step: {
        term: 'Step',
        meaning:
          'From one node to the next by the exponential integrator: the linear drift exactly, the score kept from the left node.',
      },
      block: {
        term: 'Block',
        meaning:
          'Consecutive nodes that are solved together; its last node starts the next block. Theory wants blocks of a length of order 1.',
      },
      round: {
        term: 'Round',
        meaning:
          'Network calls that can be made at the same time, at all nodes of a range, and the update of the path that follows. Rounds come one after the other: they are the depth.',
      },
      evaluations: {
        term: 'Evaluations',
        meaning:
          'Rows (node, particle) at which the network is evaluated, per particle: the work, and the energy. Derivatives count as well.',
      },
      nodesInFlight: {
        term: 'Nodes in flight',
        meaning: 'The most nodes that are held and evaluated at once: the memory.',
      },
      hump: {
        term: 'Hump',
        meaning:
          'The largest error of any node in any round. It can be far larger than the error in the beginning, and overflow.',
      },
      residual: {
        term: 'Residual',
        meaning: 'How much a round changed a node: all that a stopping rule can see. It is not the error.',
      },
      error: {
        term: 'Error',
        meaning:
          'The distance of a node to the path of the sequential sampler on the same noise: root mean square over its coordinates. Of many particles that of the worst, where nothing else is said.',
      },
      sameNoise: {
        term: 'Same noise',
        meaning:
          'Every random number belongs to seed, particle, node and coordinate. All methods use the same ones, so those that solve the same equations end at the same samples once they have converged. Few steps solve others.',
      },
      linearPart: {
        term: 'Linear part',
        meaning:
          'The factor with which a change at one node is passed on to the next within a round. It decides how fast rounds converge and never where to.',
      },
      exactFront: {
        term: 'Exact front',
        meaning:
          'After k rounds the first k nodes equal the sequential path, whatever the guess and the linear part. A later block begins with what the one before left, and is only as exact as that. Parareal gains a block in each iteration.',
      },
      toleranceFront: {
        term: 'Tolerance front',
        meaning:
          'Up to here all nodes agree with the sequential path within the tolerance. It runs ahead of the exact front, and that is the gain.',
      },
      start: { term: 'Start', meaning: 'What the nodes of a range hold before the first round.' },
      floor: {
        term: 'Floor',
        meaning:
          'The distance between two sets of exact samples of the same size: no sampler can be told to be better.',
      },
    },
  },
  help: {
    title: 'Keys',
    keys: [
      ['Space', 'play or pause'],
      ['← →', 'a round back or forward'],
      ['Shift ← →', 'a block back or forward'],
      ['↑ ↓', 'a node forward or back'],
      ['Home, End', 'first or newest round'],
      ['R', 'run'],
      ['Esc', 'cancel the run'],
      ['Ctrl Z, Ctrl Y', 'undo or redo a setting'],
      ['P', 'presenter mode'],
      ['F', 'when presenting: freeze the picture, or let it go on'],
      ['B', 'when presenting: back to the link'],
      ['← → in the story', 'when presenting: a paragraph back or forward'],
    ] as const,
    about:
      'Particles are sampled by a reverse diffusion. The sequential sampler takes one network call after the other; PIADM repeats rounds over all nodes of a block at once until none changes by more than a tolerance.',
  },
  present: {
    open: 'Present',
    title: 'Presenter mode',
    freeze: 'Freeze (F)',
    freezeNote: 'The picture stays as it is: runs, cursor and playback wait',
    frozen: 'Frozen',
    back: 'Back to the link (B)',
    backNote: 'The run, the settings and the place that the address had when the page was opened',
    fullScreen: 'Full screen',
    leave: 'Leave (Esc)',
  },
  sheets: {
    open: 'Print sheet…',
    title: 'Print sheet',
    about: 'The chapter, its figure as it is now, and exercises with room to write.',
    unanswered:
      'The question of the chapter has no answer yet: the text ends with it, and what follows it is on the page of the answers.',
    unknown: 'Numbers whose runs are still being made are printed as …; wait a moment to have them.',
    withAnswers: 'Answers, on a page of their own',
    print: 'Print',
    figure: 'Figure',
    exercises: 'Exercises',
    exercise: (number: string) => `Exercise ${number}`,
    answers: 'Answers',
    answersOf: (chapter: string) => `Answers: ${chapter}`,
    entries: {
      serial: {
        time: {
          ask: (call: string, particles: string, steps: string) =>
            `A network call takes ${call} ms, for one state or for ${particles} states at once. How long does one sample take in ${steps} steps? How long do all of them take?`,
          answer: (seconds: string) =>
            `Both take ${seconds} s. The calls of one sample wait for each other; those of different samples do not.`,
        },
        known: {
          ask: 'A step is y[j+1] = A y[j] + B s(y[j]) + C ξ. What of it is known before the sampler starts?',
          answer:
            'A, B and C follow from the time grid, and the noise ξ can be drawn in advance. The state y[j] and its score s(y[j]) are known only after j steps: they make the chain.',
        },
        coefficients: {
          ask: (length: string) =>
            `For the SDE and a step of length ε, A = e^(ε/2), B = 2 (A − 1) and C = √(e^ε − 1). Compute them for ε = ${length}.`,
          answer: (a: string, b: string, c: string) => `A = ${a}, B = ${b}, C = ${c}.`,
        },
      },
      wholePath: {
        doubling: {
          ask: 'Take the chain y[j+1] = 2 y[j] from y[0] = 1, four steps long, and guess 1 at every node. A round sets every node to twice the old value of the node before it. Write down all nodes after each round.',
          answer: (first: string, second: string, third: string, fourth: string) =>
            `${first}; then ${second}; then ${third}; then ${fourth}. Each round makes one more node exact.`,
        },
        exponential: {
          ask: 'Solve y′ = y from y(0) = 1 to time 1 by Picard rounds: the new y is 1 plus the integral of the old y, and the guess is y = 1. What is y(1) after k rounds? How large are the errors after 1 to 5 rounds?',
          answer: (errors: string) =>
            `It is the sum of 1/i! for i from 0 to k, and the solution is e. The errors are ${errors}: every round divides the error by more than the round before.`,
        },
      },
      sameNoise: {
        unique: {
          ask: 'A round sets y′[j+1] = f(y[j]) + J (y′[j] − y[j]), with y′[0] = y[0]. Show that the sequential path stays as it is, whatever J is, and that no other path does.',
          answer:
            'If nothing changes, y′ = y, the term with J is 0, and y[j+1] = f(y[j]) at every node. From y[0] this gives one path, node by node: the sequential one. It does stay: with exact y[j] before and after, the round gives f(y[j]).',
        },
        draws: {
          ask: (particles: string, dimension: string, steps: string) =>
            `How many random numbers does a run of ${particles} particles in ${dimension} dimensions with ${steps} steps of the SDE use? How many more does every further round take?`,
          answer: (start: string, path: string, all: string) =>
            `${start} for the starts and ${path} for the steps, ${all} in all. A further round takes none: all rounds use the same noise.`,
        },
        other: {
          ask: 'Two samplers use different noise. What of this can still be compared: the sample of one particle, its path, the distribution of all samples?',
          answer:
            'The distribution alone. Sample and path of a particle differ by chance, so that their distance is no error.',
        },
      },
      fronts: {
        induction: {
          ask: 'Show by induction that after k rounds the first k nodes are exact, whatever the guess and J are in y′[j+1] = f(y[j]) + J (y′[j] − y[j]).',
          answer:
            'Node 0 is given. Let nodes 0 to k be exact after k rounds. The next round leaves them as they are, so the term with J is 0 at node k, and y′[k+1] = f(y[k]) is computed from an exact state.',
        },
        speed: {
          ask: (speed: string, steps: string) =>
            `Agreement gains ${speed} nodes a round. How many rounds does a path of ${steps} nodes take, and how many times fewer calls in a row is that?`,
          answer: (rounds: string, factor: string) =>
            `${rounds} rounds: ${factor} times fewer than one call for each node.`,
        },
        change: {
          ask: (change: string, slow: string, fast: string) =>
            `Every round multiplies an error by the same factor q, and the last change was ${change}. How large is the error that is left if q = ${slow}? And if q = ${fast}?`,
          answer: (slow: string, fast: string) =>
            `The change is the error before less the error after, so that change · q / (1 − q) is left: ${slow}, or ${fast}. A small change alone is no small error.`,
        },
      },
      hump: {
        peak: {
          ask: (reach: string, tolerance: string) =>
            `After k rounds the error of a block is about (L h)^k / k!, where h is its length and L how fast the score varies. Let L h = ${reach}. After which rounds is it largest, and how large? From which round on is it below ${tolerance}?`,
          answer: (first: string, second: string, largest: string, below: string) =>
            `After ${first} and ${second} rounds, ${largest}. From round ${below} on.`,
        },
        pieces: {
          ask: (blocks: string, reach: string) =>
            `Cut the same path into ${blocks} blocks with L h = ${reach} each. How large is the hump now, and how many rounds do all blocks take, one after the other?`,
          answer: (hump: string, each: string, all: string, before: string) =>
            `The hump is ${hump}. A block takes ${each} rounds, all of them ${all}: more than the ${before} of one block, without its hump.`,
        },
        overflow: {
          ask: (largest: string) =>
            `Half precision ends at ${largest}. What is the smallest whole number L h whose hump is beyond it?`,
          answer: (reach: string, hump: string, before: string, smaller: string) =>
            `${reach}, with a hump of ${hump}; for ${before} it is ${smaller}.`,
        },
      },
      blocks: {
        count: {
          ask: (blocks: string, nodes: string, rounds: string, whole: string, more: string) =>
            `N blocks of M nodes take K rounds each. How many rounds, evaluations a particle and nodes in flight are that? Compare ${blocks} blocks of ${nodes} nodes with ${rounds} rounds each and one block of ${whole} nodes with ${more} rounds.`,
          answer: (short: string, one: string) =>
            `N K rounds, N M K evaluations, M nodes in flight: ${short} against ${one}.`,
        },
        fixed: {
          ask: (reach: string, rounds: string) =>
            `A path with L h = ${reach} is cut into 1, 2, 4 or 8 equal blocks, and each takes ${rounds} rounds. How large is (L h)^k / k! of a block in the end?`,
          answer: (errors: string) =>
            `${errors}. A fixed number of rounds is enough only where blocks are short, however long the path is.`,
        },
        many: {
          ask: 'Blocks have a constant length. Why does theory speak of about log d of them, and not of a constant number?',
          answer:
            'The path is longer in higher dimensions: until data are lost in noise it takes a horizon T that grows like log d (arXiv 2405.15986).',
        },
      },
      dimension: {
        bounds: {
          ask: (least: string, middle: string, most: string) =>
            `One bound is proportional to d, another one to (log d)². By which factors do they grow from d = ${least} to d = ${middle}? And from there to d = ${most}?`,
          answer: (linear: string, first: string, second: string) =>
            `The first by ${linear} both times, the second by ${first} and then by ${second}: it is in high dimensions that the theorem says much.`,
        },
        exponent: {
          ask: (divergence: string, least: string, few: string, most: string, many: string) =>
            `For Gaussian data and a Kullback–Leibler divergence of at most ${divergence}, on a uniform grid, the sequential sampler takes ${few} steps in dimension ${least} and ${many} in dimension ${most}. Which power of d goes through both?`,
          answer: (exponent: string) =>
            `The quotient of the logarithms of both ratios: ${exponent}. The theory's 1 is an upper bound.`,
        },
        horizon: {
          ask: (base: string, length: string, least: string, most: string) =>
            `Let the horizon be T = ${base} + log d, with the natural logarithm. How many blocks of length ${length} cover it for d = ${least} and for d = ${most}?`,
          answer: (few: string, many: string, short: string, long: string) =>
            `T = ${short} takes ${few} blocks, T = ${long} takes ${many}.`,
        },
      },
      price: {
        lanes: {
          ask: (blocks: string, nodes: string, rounds: string, steps: string, lanes: string) =>
            `A round over R rows takes R / P units of time on P parallel lanes, rounded up. A particle takes ${blocks} blocks of ${nodes} nodes with ${rounds} rounds each, or ${steps} sequential steps. How long does either take for P = ${lanes}? Where are they level?`,
          answer: (times: string, steps: string, level: string) =>
            `The blocks take ${times}, the sequential sampler always ${steps}. They are level at ${level} lanes.`,
        },
        energy: {
          ask: 'How many evaluations are that, and how many times those of the sequential sampler? What do more lanes change?',
          answer: (evaluations: string, factor: string) =>
            `${evaluations}, ${factor} times as many. Nothing: lanes change the time, not the work and not the energy.`,
        },
        honest: {
          ask: (passes: string, steps: string, rounds: string) =>
            `In two dimensions a round with the full Jacobian takes ${passes} network passes a row. One block of ${steps} nodes takes ${rounds} such rounds. How many times the sequential work is that? What else must be asked before one says that they replace ${steps} steps?`,
          answer: (factor: string) =>
            `${factor} times. How many nodes are held at once; whether all samples agree or half of them; and whether fewer sequential steps would have given samples as good, since anyone can choose more steps.`,
        },
      },
    },
  },
  failure: {
    title: 'The page has met an error of its own.',
    advice: 'Reload the page. If the error returns, open the page without the part of its address after #.',
    reload: 'Reload',
  },
  close: 'Close',
  panels: {
    title: 'Panels',
    figure: 'Figure',
    race: 'Race',
    quality: 'Quality',
    labs: 'Labs',
  },
  race: {
    title: 'Race on one noise',
    problem: (target: string, dynamics: string, steps: string, particles: string, seed: string) =>
      `${target}, ${dynamics}, ${steps} steps, ${particles} particles, seed ${seed}`,
    run: 'Run the race',
    runRest: 'Run what is new',
    done: 'All lanes are run',
    cancel: 'Cancel',
    working: (done: string, total: string) => `lane ${done} of ${total}`,
    waiting: 'not run yet',
    running: (share: string) => `running, ${share}`,
    impossible: 'not possible',
    failed: 'failed',
    cancelled: 'Cancelled. Lanes that were done are kept.',
    lanes: 'Lanes',
    addLane: 'Add a lane…',
    addChosen: 'Add the sampler of the settings',
    resetLanes: 'First lanes',
    edit: 'Edit',
    remove: 'Remove',
    editLane: (lane: string) => `Edit lane: ${lane}`,
    removeLane: (lane: string) => `Remove lane: ${lane}`,
    tolerance: 'Finish within',
    toleranceRange: (text: string) => `The tolerance is "${text}"; allowed: numbers from 1e-9 to 1,000.`,
    clock: 'Clock',
    clocks: { rounds: 'network calls', time: 'time here' },
    play: 'Play',
    pause: 'Pause',
    position: 'Clock',
    speed: 'Speed',
    speeds: (speed: number) => `${speed} calls/s`,
    atCalls: (calls: string) => `after ${calls} network calls`,
    atTime: (time: string) => `after ${time}`,
    firstFinish: 'First finish',
    end: 'End',
    reduced: (particles: string, of: string) => `Without a GPU the race is smaller: ${particles} of ${of} particles.`,
    reducedBoth: (particles: string, of: string, steps: string, ofSteps: string) =>
      `Without a GPU the race is smaller: ${particles} of ${of} particles, ${steps} of ${ofSteps} steps.`,
    inFull: 'Race in full',
    smaller: 'Race smaller',
    table: 'Table of the race',
    columns: {
      label: 'Lane',
      rounds: 'Rounds',
      finish: 'To finish',
      finishMedian: 'Median',
      evaluations: 'Evalua\u00adtions',
      derivatives: 'Deriva\u00adtives',
      nodesInFlight: 'In flight',
      hump: 'Hump',
      error: 'Final error',
      errorMedian: 'Its median',
      milliseconds: 'Time here',
    },
    never: 'never',
    actions: 'Actions',
    measured:
      'To finish: network calls in a row after which every node of every particle is within the tolerance of the sequential path on the same noise, and stays so. Median: the same for the median particle of every node; it may be another one at the next node, so half of the particles need at least as many. Rounds: until the lane’s own rule stopped it. Evaluations are per particle and count derivatives too. Final error: the largest of any node, of the worst particle and of the median one.',
    timeNote:
      'Time here is each lane’s measured time, spread evenly over its network calls; the lanes but the sequential one spend a part of it on measuring their errors.',
    export: 'Export race',
    exportCsv: 'Table as CSV',
    exportJson: 'Race as JSON',
    exportLanes: 'Lanes as SVG',
    exportCurves: 'Curves as SVG',
    noLanes: 'There are no lanes. Add one, or take the first lanes again.',
    dialog: {
      add: 'Add a lane',
      edit: 'Edit the lane',
      method: 'Method',
      blocks: 'Blocks',
      linearPart: 'Linear part',
      start: 'Start',
      window: 'Window',
      memory: 'Memory',
      tolerance: 'Own tolerance',
      pipelined: 'Sweep counted as one round',
      iterations: 'Most rounds',
      none: 'none',
      apply: 'Use this lane',
      note: 'A lane stops by its own tolerance, which it can see; whether it has finished is measured against the sequential path.',
    },
  },
  quality: {
    title: 'Quality at equal depth',
    intro:
      'Each method of the race stops after a fixed number of rounds a block, and the sequential sampler takes fewer, larger steps: which samples are nearer to the target after as many network calls in a row?',
    run: 'Measure',
    runRest: 'Measure what is new',
    done: 'All is measured',
    cancel: 'Cancel',
    working: (done: string, total: string) => `run ${done} of ${total}`,
    waiting: (runs: string) => `${runs} runs, one after another. Press Measure.`,
    cancelled: 'Cancelled. What was measured is kept.',
    measures: { 'energy-distance': 'squared energy distance', 'kl-divergence': 'KL of the fitted moments' },
    reduced: (particles: string, of: string) =>
      `Without a GPU these runs are smaller: ${particles} of ${of} particles.`,
    reducedBoth: (particles: string, of: string, steps: string, ofSteps: string) =>
      `Without a GPU these runs are smaller: ${particles} of ${of} particles, ${steps} of ${ofSteps} steps.`,
    few: 'With so few particles small differences drown in the band.',
    inFull: 'In full',
    smaller: 'Smaller',
    floor: (sets: string, particles: string) =>
      `Band: ${sets} sets of ${particles} exact samples, compared in the same way; dotted: their mean.`,
    compared: (compared: string) => `The first ${compared} particles are compared.`,
    leftOutTitle: 'Left out: ',
    leftOut: (label: string) => `${label}: `,
    leftOutSeparator: '; ',
    notFixed: 'it has no fixed number of rounds',
    table: 'Table of quality',
    columns: {
      curve: 'Method',
      amount: 'Rounds or steps',
      rounds: 'Network calls',
      evaluations: 'Evaluations',
      derivatives: 'of them derivatives',
      distance: 'Distance',
      overFloor: 'Over the floor',
    },
    failed: 'failed',
    methods: 'The methods are those of the race; add and change them there.',
    export: 'Export quality',
    exportCsv: 'Numbers as CSV',
    exportJson: 'Comparison as JSON',
    exportSvg: 'Plot as SVG',
  },
  views: {
    notFinite: 'not finite',
    sequential: 'sequential',
    // What the chosen sampler is called beside the sequential one: not every method is parallel.
    samplers: { parallel: 'parallel', 'few-step': 'few steps', sequential: 'this run' },
    networkCalls: (count: string) => plural(count, 'network call'),
    calls: (count: string) => plural(count, 'call'),
    noRound: 'No round is done yet.',
    axes: { node: 'node', error: 'error', calls: 'calls', networkCalls: 'network calls' },
    places: {
      separator: ', ',
      start: 'start',
      firstSweep: 'first sweep',
      corrector: 'corrector',
      shortCorrector: 'corr.',
      correctorSign: 'c',
      // As headings of columns, and with a number.
      names: {
        block: 'block',
        corrector: 'corrector',
        window: 'window',
        round: 'round',
        iteration: 'iteration',
        coarseStep: 'coarse step',
        fineStep: 'fine step',
        step: 'step',
        node: 'node',
      },
      at: {
        block: (number: string) => `block ${number}`,
        corrector: (number: string) => `corrector ${number}`,
        window: (number: string) => `window ${number}`,
        round: (number: string) => `round ${number}`,
        iteration: (number: string) => `iteration ${number}`,
        coarseStep: (number: string) => `coarse step ${number}`,
        fineStep: (number: string) => `fine step ${number}`,
        step: (number: string) => `step ${number}`,
        node: (number: string) => `node ${number}`,
      },
    },
    outcome: {
      hump: (hump: string) => `the largest error on the way (hump) was ${hump}`,
      running: (calls: string, finished: string, total: string, hump: string) =>
        `After ${calls}, ${finished} of ${total} nodes are finished; ${hump} so far.`,
      sequential: (calls: string, total: string) =>
        `The sequential sampler took ${calls}, one after the other, for ${total} nodes.`,
      fewSteps: (calls: string, error: string, total: string) =>
        `After ${calls} the nodes that its steps end at differ by up to ${error} from the sequential path, which needs ${total} calls: larger steps solve other equations.`,
      lost: (calls: string, total: string, hump: string) =>
        `After ${calls} some of the ${total} nodes are not finite; ${hump}.`,
      near: (calls: string, total: string, tolerance: string, hump: string) =>
        `After ${calls} all ${total} nodes are within ${tolerance} of the sequential path, which needs ${total} calls; ${hump}.`,
      far: (calls: string, error: string, total: string, hump: string) =>
        `After ${calls} the nodes differ by up to ${error} from the sequential path, which needs ${total} calls; ${hump}.`,
      exactSurrogate: (components: string) =>
        `The surrogate has ${components} components, as many as the data: it is the score itself.`,
    },
    stage: {
      titles: {
        parallel: 'Particles of the parallel sampler',
        sequential: 'Particles of the sequential sampler',
      },
      principalAxes: ['1st principal axis', '2nd principal axis'],
      shown: (shown: string, total: string) => `${shown} of ${total}`,
      particles: (count: string) => `${count} particles`,
      lost: (count: string) => `, ${count} not finite`,
      outside: (count: string) => `, ${count} outside`,
      node: (node: string) => `node ${node}`,
      nodeAndTime: (node: string, noiseTime: string) => `node ${node}, r = ${noiseTime}`,
      columns: ['particle', 'node', 'x1', 'x2'],
      parallel: (particles: string, target: string) => `${particles} particles of ${target}.`,
      sequential: (particles: string, target: string, calls: string) =>
        `${particles} particles of ${target}, sampled one node after the other with ${calls} network calls.`,
    },
    convergence: {
      title: 'Error to the sequential solution',
      tolerance: 'tolerance',
      nodesFinished: 'nodes finished',
      worst: 'worst',
      quantiles: { wide: '99%, median', narrow: '99%, 50%' },
      residual: 'residual',
      readout: (calls: string, worst: string, median: string) => `after ${calls}: worst ${worst}, median ${median}`,
      columns: {
        calls: 'network calls',
        firstNode: 'first node',
        lastNode: 'last node',
        nodes: 'nodes',
        residual: 'residual',
        error: 'worst error',
        error99: '99% error',
        errorMedian: 'median error',
        finished: 'nodes finished',
        sequential: 'nodes the sequential sampler finished',
      },
    },
    heatmap: {
      title: 'Error by network calls and node',
      slope: {
        wide: (tolerance: string, slope: string, node: string) =>
          `within ${tolerance}: ${slope} nodes per round, to node ${node}`,
        narrow: (slope: string, node: string) => `${slope} a round, to ${node}`,
        tight: (slope: string) => `${slope} a round`,
      },
      // What the dashed front is: how fast the exact one is and how far it came, or how far a window has slid.
      fronts: {
        exact: {
          wide: (node: string) => `exact: 1 node per round, to node ${node}`,
          tight: () => 'exact',
          narrow: (node: string) => `exact to ${node}`,
        },
        blocks: {
          wide: (node: string) => `exact: 1 block per iteration, to node ${node}`,
          tight: () => 'exact',
          narrow: (node: string) => `exact to ${node}`,
        },
        window: { wide: 'passed by the window', narrow: 'passed', tight: 'passed' },
      },
      columns: [
        'node',
        'noise time',
        'finished after network calls',
        'worst error',
        '99% error',
        'median error',
        'residual',
      ],
      summary: (calls: string, tolerance: string, node: string, total: string, slope: string) =>
        `Over ${calls} the front up to which every error is within ${tolerance} came to node ${node} of ${total}, advancing by ${slope} nodes per round; the sequential sampler advances by 1.`,
    },
    race: {
      title: 'Nodes finished after the same number of network calls',
      after: (calls: string) => `after ${calls}`,
      inFlight: 'nodes in flight',
      finished: 'finished',
      finishedNeeding: (needs: string) => `finished, needs ${needs} calls`,
      counted: (count: string, total: string) => `${count} of ${total}`,
      countedNeeding: (count: string, total: string, needs: string) => `${count} of ${total}, needs ${needs} calls`,
      columns: ['network calls', 'nodes finished, parallel', 'nodes finished, sequential'],
      samplers: { parallel: 'the parallel sampler', 'few-step': 'few steps', sequential: 'this run' },
      all: (total: string) => `all ${total}`,
      summary: (calls: string, sampler: string, finished: string, sequential: string) =>
        `After ${calls} ${sampler} has finished ${finished} nodes and the sequential sampler ${sequential}.`,
    },
    raceLanes: {
      title: 'Nodes that agree with the sequential path, lane by lane',
      within: (tolerance: string) => `within ${tolerance} of the sequential path:`,
      all: 'all particles',
      half: 'half of them',
      inFlight: 'nodes of this call',
      node: { wide: 'node, from noise to data', narrow: 'node' },
      finishedAfter: (calls: string) => `finished after ${calls}`,
      stoppedAt: (share: string) => `stopped at ${share}`,
      counted: (count: string, total: string) => `${count} of ${total}`,
      columns: ['lane', 'network calls', 'nodes within', 'of', 'standing'],
      none: 'No lane has been run yet.',
      first: (lane: string, steps: string, tolerance: string, calls: string, price: string) =>
        `${lane} is first: all ${steps} nodes within ${tolerance} of the sequential path after ${calls}${price}.`,
      price: (work: string) => `, for ${work} times the sequential work`,
      priceWithDerivatives: (work: string) => `, for ${work} times the sequential work, derivatives included`,
      firstTogether: (lanes: string, steps: string, tolerance: string, calls: string) =>
        `${lanes} are first: all ${steps} nodes within ${tolerance} of the sequential path after ${calls}.`,
      never: (lanes: string, tolerance: string) =>
        `${lanes} did not get all nodes within ${tolerance} of the sequential path.`,
      neverThatNear: (lanes: string) => `${lanes} did not get all nodes that near.`,
      // Names that hold commas are set apart by semicolons.
      list: (names: readonly string[]) => {
        const separator = names.some((name) => name.includes(',')) ? '; ' : ', ';
        return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(separator)} and ${names.at(-1)}`;
      },
    },
    raceCurves: {
      title: 'Nodes that agree with the sequential path against the clock',
      agreeing: 'nodes that agree',
      clocks: { rounds: 'network calls', time: 'milliseconds here' },
      columns: { lane: 'lane', rounds: 'network calls', time: 'milliseconds', agreeing: 'nodes that agree' },
    },
    quality: {
      title: 'Distance to the target at equal depth',
      calls: { wide: 'network calls in a row', narrow: 'by network calls' },
      exactSamples: 'exact samples',
      columns: {
        method: 'method',
        amount: 'rounds or steps',
        calls: 'network calls',
        evaluations: 'evaluations',
        derivatives: 'of them derivatives',
        overFloor: 'over the floor',
      },
      none: 'Nothing has been measured yet.',
      fewerSteps: (calls: string, steps: string) =>
        `the sequential sampler on fewer steps needs ${calls} of the ${steps}`,
      fewerStepsNever: 'the sequential sampler on fewer steps is not, as far as it is measured',
      inBand: (method: string, calls: string, evaluations: string, fewerSteps: string) =>
        `${method} is in the band of exact samples after ${calls} and ${evaluations} evaluations; ${fewerSteps}.`,
      nearReference: (method: string, calls: string) => `${method} is within a tenth of its distance after ${calls}.`,
      referenceOutside: (steps: string) =>
        `All ${steps} steps of the sequential sampler, whose samples every parallel method ends at, are outside the band of exact samples.`,
      noneInBand: (fewerSteps: string) =>
        `No parallel method measured so far is in the band of exact samples; ${fewerSteps}.`,
      nothingInBand: 'Nothing measured so far is in the band of exact samples.',
    },
  },
  targets: {
    names: {
      'two-moons': 'two moons',
      checkerboard: 'checkerboard',
      spiral: 'spiral',
      ring: 'ring',
      pinwheel: 'pinwheel',
      'swiss-roll': 'Swiss roll',
    },
    network: (data: string) => `${data} (trained network)`,
    halfNetwork: (data: string) => `${data} (trained network, half-precision weights)`,
    shortNetwork: (data: string) => `${data}, network`,
    gaussian: (dimension: string) => `Gaussian in ${plural(dimension, 'dimension')}`,
    mixture: (components: string, dimension: string) =>
      `mixture of ${plural(components, 'component')} in ${plural(dimension, 'dimension')}`,
    random: (components: string, dimension: string) =>
      `random mixture of ${plural(components, 'component')} in ${plural(dimension, 'dimension')}`,
    points: (count: string) => plural(count, 'point'),
  },
  methods: {
    piadm: {
      label: 'PIADM',
      explanation:
        'The network is evaluated at all nodes of a block at once, and rounds are repeated until the block no longer changes; its last node starts the next block.',
      source: 'arXiv 2405.15986',
    },
    window: {
      label: 'Sliding window',
      explanation:
        'A window of nodes is updated at once. After every round it slides past its leading nodes that changed by less than the tolerance times the noise of their own step.',
      source: 'ParaDiGMS, arXiv 2305.16317',
    },
    wavefront: {
      label: 'Wavefront',
      explanation:
        'All blocks repeat their rounds at the same time: block n begins every round at the newest end of block n − 1. They join one round apart, and finish in order.',
      source: 'arXiv 2412.07435',
    },
    anderson: {
      label: 'Triangular Anderson',
      explanation:
        'A round changes node j by R. It is mixed with the differences Δ between a few rounds before it, with weights that make the change of all earlier nodes least; since a node’s weights use only nodes before it, what is exact stays so.',
      source: 'ParaTAA, arXiv 2402.09970',
    },
    parareal: {
      label: 'Parareal',
      explanation:
        'One large step a block, G, gives all block ends x. In every iteration all blocks are solved node by node at once, F, and another sweep of large steps carries on what they had missed. After k iterations k blocks are exact.',
      source: 'SRDS, arXiv 2412.08292',
    },
    'few-step': {
      label: 'Few steps',
      explanation:
        'A sequential sampler with larger steps, each over S of the L nodes, on the same noise: what parallel rounds must be compared with at equal depth. It solves other equations than the full grid, so its error to that does not vanish.',
      source: 'a baseline; its source is that of the solver',
    },
    sequential: {
      label: 'Sequential',
      explanation:
        'One node after the other: as many network calls in a row as there are nodes. All other methods are measured against its path.',
      source: 'exponential integrator, arXiv 2209.11215',
    },
  },
  updates: {
    picard: {
      label: 'Picard',
      explanation:
        'The linear drift is integrated exactly and the score is taken from the round before: the iteration of the PIADM paper.',
      source: 'arXiv 2405.15986, Algorithms 1 and 2',
    },
    paradigms: {
      label: 'ParaDiGMS',
      explanation: 'The whole step, drift and score, is taken from the round before, and the increments are summed up.',
      source: 'arXiv 2305.16317',
    },
    jacobi: {
      label: 'Jacobi',
      explanation:
        'Every node takes one sequential step from its predecessor’s last state; only the exact front moves on.',
      source: 'Jacobi iteration, as in arXiv 2305.16317, section 3',
    },
    'gaussian-data': {
      label: 'Gaussian data',
      explanation:
        'The score’s derivative is replaced by that of Gaussian data with the same variance; there is no extra work and most of the hump goes.',
      source: 'quasi-Newton form of arXiv 2309.12252 with the exact derivative of a Gaussian',
    },
    'scaled-identity': {
      label: 'Scaled identity',
      explanation:
        'The derivative of the step is replaced by its trace over d, times the identity: one number a node and particle.',
      source: 'quasi-Newton form of DEER, arXiv 2309.12252 and arXiv 2407.19115',
    },
    diagonal: {
      label: 'Diagonal',
      explanation: 'The derivative of the step is replaced by its diagonal, so that coordinates do not couple.',
      source: 'quasi-DEER, arXiv 2407.19115',
    },
    jacobian: {
      label: 'Full Jacobian',
      explanation:
        'Newton’s method: the whole derivative of the step, with its eigenvalues clipped so that the iteration stays finite.',
      source: 'DEER, arXiv 2309.12252; clipped as in ELK, arXiv 2407.19115',
    },
    'path-regression': {
      label: 'Path regression',
      explanation:
        'The derivative of the score is estimated from the network’s own outputs along the particle’s path: neighbouring nodes differ by noise in all directions, and least squares over the nodes around it gives a symmetric matrix S (ρ forgets, w weighs by the noise, n = 1 − a²). No derivatives and no further calls; for the SDE only.',
      source: 'new here; after Broyden-type quasi-Newton methods and DEER, arXiv 2309.12252',
    },
    surrogate: {
      label: 'Surrogate',
      explanation:
        'A mixture of few components is fitted to the data, and its score, known in closed form, says how the network’s score changes from the old state to the new one. One network call a row, no derivatives. Of a network it is fitted to the data of its training; with as many components as the data it is their score itself.',
      source:
        'new here; after the deferred correction of Parareal-type methods, with a fitted mixture as the coarse model',
    },
    'surrogate-regression': {
      label: 'Surrogate and path regression',
      explanation:
        'The fitted mixture predicts how the score changes, and least squares along the particle’s path predict what the mixture gets wrong. One network call a row, no derivatives; for the SDE only.',
      source: 'new here; after Broyden-type quasi-Newton methods and DEER, arXiv 2309.12252',
    },
  },
  starts: {
    constant: {
      label: 'Constant',
      explanation: 'Every node of the block starts at the block’s first state.',
      source: 'arXiv 2405.15986, Algorithm 1',
    },
    gaussian: {
      label: 'Gaussian path',
      explanation:
        'The sampler of Gaussian data with the same mean and variance, on the same noise. Its score is known in closed form, so it calls no network.',
      source: 'the sampler of arXiv 2405.15986 for Gaussian data',
    },
    prediction: {
      label: 'Data prediction',
      explanation:
        'One network call at the block’s first state predicts the data and the noise in it; every node is that data with as much of that noise as its own time has. The call counts as a round.',
      source: 'ParaSolver, ICLR 2025',
    },
    surrogate: {
      label: 'Surrogate path',
      explanation:
        'The sampler of a mixture of few components that was fitted to the data, on the same noise. Its score is known in closed form, so it calls no network.',
      source: 'new here; after the coarse sweep of Parareal, with a fitted mixture as the coarse model',
    },
  },
  solvers: {
    exponential: {
      label: 'Exponential integrator',
      explanation:
        'The step of the full grid, only longer: the linear drift exactly, with the score of its first node. For the SDE its noise is the exact sum of the noises of the nodes that it passes over.',
      source: 'arXiv 2209.11215',
    },
    ddim: {
      label: 'DDIM',
      explanation: 'The data prediction of the first node is kept along the step. For the ODE.',
      source: 'arXiv 2010.02502',
    },
    'dpm-solver++': {
      label: 'DPM-Solver++(2M)',
      explanation:
        'The data prediction is continued linearly in the logarithm of the signal-to-noise ratio, through those of this step and of the one before: second order with one network call a step. For the ODE.',
      source: 'arXiv 2211.01095',
    },
  },
  clips: {
    data: {
      label: 'The box of the data',
      explanation:
        'A new state and the score predicted at it imply a point of the data. Where that leaves the box around the data, state and score are replaced by those of the nearest point in it. It costs nothing and does not move the solution.',
      source: 'new here; a static threshold as in arXiv 2205.11487, inside the update',
    },
  },
  roundings: {
    f16: {
      label: 'Half, overflow spreads',
      explanation:
        'After every round each state is rounded to 11 significant bits. Beyond 65,504 it becomes infinite, and spoils the nodes after it until the front has passed them.',
      source: 'IEEE 754, binary16',
    },
    'f16-saturating': {
      label: 'Half, overflow saturates',
      explanation:
        'After every round each state is rounded to 11 significant bits; beyond 65,504 it stays at that number, which hides the overflow.',
      source: 'IEEE 754, binary16',
    },
  },
  correctors: {
    langevin: {
      label: 'Underdamped Langevin',
      explanation:
        'At the end of each block the noise time stands still and the state moves as a particle in the potential of the data, with friction and noise, solved by rounds over sub-blocks. It leaves the law of the noised data as it is, up to its step, and so takes away errors of the blocks before. L is the largest curvature of that potential.',
      source: 'arXiv 2405.15986, Algorithm 3',
    },
  },
  // Names of lanes: what distinguishes one method of a race from another, in few words.
  lanes: {
    separator: ', ',
    windowOf: (method: string, nodes: string) => `${method} of ${nodes}`,
    remembering: (method: string, rounds: string) => `${method} (${rounds})`,
    blocks: (count: string) => plural(count, 'block'),
    // Behind the name of a method.
    updates: {
      picard: 'Picard',
      paradigms: 'ParaDiGMS',
      jacobi: 'Jacobi',
      'gaussian-data': 'Gaussian data',
      'scaled-identity': 'scaled identity',
      diagonal: 'diagonal',
      jacobian: 'full Jacobian',
      'path-regression': 'path regression',
      surrogate: 'surrogate',
      'surrogate-regression': 'surrogate and path regression',
    },
    starts: {
      constant: 'constant start',
      gaussian: 'Gaussian start',
      prediction: 'data prediction start',
      surrogate: 'surrogate start',
    },
    clipped: 'clipped to the data',
    pipelined: 'pipelined',
    rounds: (count: string) => plural(count, 'round'),
    tolerance: (tolerance: string) => `tolerance ${tolerance}`,
    numbered: (name: string, number: string) => `${name} (${number})`,
    fewerSteps: 'Fewer steps',
    fewerStepsBy: (solver: string) => `Fewer steps, ${solver}`,
  },
  presets: {
    groups: {
      blocks: 'Blocks and rounds',
      methods: 'Other methods',
      'fewest-rounds': 'Fewest rounds',
      'precision-and-dimension': 'Precision and dimension',
    },
    entries: {
      'two-moons-network': {
        name: 'Two moons, trained network',
        claim: '512 sequential steps are made in fewer than 100 rounds.',
      },
      'gaussian-linear-part': {
        name: 'Gaussian linear part',
        claim: 'The same 512 steps need fewer than 70 rounds, with as many nodes in flight.',
      },
      'one-block': {
        name: 'One block',
        claim: 'Fewer than 50 rounds, but a hump above 1,000 and more than 20 times the sequential work.',
      },
      'three-rounds': {
        name: 'Three rounds a block',
        claim: 'After 24 rounds the paths are still wrong by more than 0.1, yet the particles fill all eight modes.',
      },
      'rounds-as-nodes': {
        name: 'As many rounds as nodes',
        claim:
          'After 16 rounds a block of 16 nodes is exact to rounding, at 64 rounds for 64 steps: nothing is gained.',
      },
      ode: { name: 'Probability-flow ODE', claim: 'Without noise, fewer than 60 rounds and a hump below 1.' },
      'ode-corrector': {
        name: 'ODE with corrector',
        claim: 'Langevin steps at block ends make 704 sequential steps of 512; fewer than 110 rounds do them all.',
      },
      'checkerboard-network': {
        name: 'Checkerboard, trained network',
        claim: 'Eight cells instead of two moons: still fewer than 110 rounds for 512 steps.',
      },
      window: {
        name: 'Sliding window (ParaDiGMS)',
        claim: '64 nodes in flight, fewer than 45 rounds, less than 5 times the sequential work.',
      },
      wavefront: {
        name: 'Wavefront',
        claim: 'Blocks that overlap need fewer than 60 rounds, but 512 nodes in flight, and a hump above 1,000.',
      },
      anderson: {
        name: 'Triangular Anderson',
        claim: 'One block in fewer than 30 rounds with a hump below 1,000, at one network call a node and round.',
      },
      parareal: {
        name: 'Parareal (SRDS)',
        claim: 'Even pipelined, more than 100 of 512 calls in a row, but only 32 nodes in flight.',
      },
      'few-steps': {
        name: 'Few steps',
        claim: 'After 32 calls the particles lie on the moons, but their paths leave those of 512 steps by over 0.1.',
      },
      'scaled-identity': {
        name: 'Scaled identity',
        claim: 'Fewer than 20 rounds, but over 20 times the sequential work, two thirds of it derivatives.',
      },
      newton: {
        name: 'Newton, Gaussian start',
        claim: 'After 3 rounds the median particle is within 0.001 of all its 512 steps; the worst takes more than 5.',
      },
      'path-regression': {
        name: 'Path regression',
        claim: 'Fewer than 15 rounds from the outputs of the network alone: no derivative is evaluated.',
      },
      'best-without-derivatives': {
        name: 'Best without derivatives',
        claim: '512 steps in fewer than 10 rounds and less than 10 times the work; after 2 the median is within 0.001.',
      },
      'best-with-derivatives': {
        name: 'Best with derivatives',
        claim: '512 steps in fewer than 12 rounds, the median particle in 2; each is 3 times the sequential work.',
      },
      'best-ode': {
        name: 'Best for the ODE',
        claim: 'The path without noise: the median particle after 1 round, all in fewer than 7.',
      },
      'half-precision': {
        name: 'Half precision, one block',
        claim: 'The hump overflows. Healing takes more than 150 rounds, and yet all nodes end within 0.01.',
      },
      'gaussian-32': {
        name: 'Gaussian in 32 dimensions',
        claim:
          'The linear part fits these data exactly: two rounds a block, one to solve and one to see it, 16 in all.',
      },
    },
  },
  labs: {
    panel: {
      choose: 'Lab',
      run: 'Run the lab',
      runRest: 'Run the rest',
      done: 'All runs are made',
      cancel: 'Cancel',
      working: (done: string, total: string) => `run ${done} of ${total}`,
      cancelled: 'Cancelled. Runs that were made are kept.',
      reset: 'Reset',
      more: 'Size and seed',
      settings: 'Settings of this lab',
      reduced: (particles: string, of: string) => `Without a GPU the lab is smaller: ${particles}, in full ${of}.`,
      inFull: 'Run in full',
      smaller: 'Run smaller',
      shipped: (backend: string, command: string) =>
        `Points that came with the page were measured by ${command}, ${backend}.`,
      claims: 'What the points say',
      ofFigure: (problem: string) => `The run of the figure: ${problem}`,
      export: 'Export lab',
      exportCsv: 'Points as CSV',
      exportJson: 'Lab as JSON',
      exportSvg: 'Figure as SVG',
      exportPng: 'Figure as PNG',
      pick: (budget: string) => `Before you look: with ${budget} rounds in all, which number of blocks ends nearest?`,
      show: 'Show me',
      notANumber: (value: string) => `"${value}" is not a number.`,
    },
    title: 'Labs',
    names: {
      'two-axes': 'Two axes',
      'block-length': 'Block length',
      'budget-duel': 'Budget duel',
      dimension: 'Dimension',
      cost: 'What it costs',
      race: 'Race',
    },
    // What to see, in a sentence.
    see: {
      'two-axes':
        'Scrub rounds and noise time: each round corrects a whole block at once, and behind the fronts hardly anything moves.',
      'block-length':
        'Rounds alone would say that blocks are useless. Look at all plots: blocks bound the hump, the work and the memory, and let a fixed number of rounds do.',
      'budget-duel':
        'The same number of rounds in all, spent on many blocks or on few: which ends nearest to the sequential path?',
      dimension:
        'As the dimension grows, the sequential sampler needs more steps for the same accuracy; the rounds of the parallel sampler grow far more slowly.',
      cost: 'Fewer rounds are bought with more evaluations: on few parallel lanes the parallel sampler is slower, on many it is faster, and its energy is paid in any case.',
      race: 'All lanes solve the same equations on the same noise and end at the same picture; they differ in rounds and work.',
    },
    controls: {
      target: 'Target',
      dynamics: 'Dynamics',
      horizon: 'Horizon',
      precision: 'Precision of states',
      stopping: 'A block ends',
      iterations: 'Rounds of a block',
      paths: 'Paths drawn, at most',
      budget: 'Budget, rounds',
      family: 'Data',
      spacing: 'Grid',
      largest: 'Up to dimension',
      steps: 'Steps',
      particles: 'Particles',
      chains: 'Chains',
      seed: 'Seed',
    },
    choices: {
      dynamics: { sde: 'SDE', ode: 'ODE' },
      precision: {
        f32: 'single',
        f16: 'half, overflow spreads',
        'f16-saturating': 'half, overflow saturates',
        all: 'all three',
      },
      stopping: { tolerance: 'by its tolerance', fixed: 'after a fixed number of rounds' },
      family: { gaussian: 'Gaussian', mixture: '8 random modes' },
      spacing: { uniform: 'uniform in noise time', stretched: 'stretched' },
    },
    nothing: 'Nothing has been measured yet.',
    blocks: (count: string) => plural(count, 'block'),
    verdicts: {
      names: { holds: 'seen here', fails: 'not seen here', unknown: 'not known yet' },
      holds: (statement: string, evidence: string) => `Seen here: ${statement} (${evidence}).`,
      fails: (statement: string, evidence: string) => `Not seen here: ${statement} (${evidence}).`,
      unknown: (statement: string) => `Not known yet: ${statement}.`,
    },
    claims: {
      humpGrows: {
        statement: 'the longer a block, the larger its hump',
        evidence: (one: string, blocks: string, short: string) => `${one} with one block, ${short} with ${blocks}`,
      },
      fewerBlocksFewerRounds: {
        statement: 'where nothing overflows, fewer blocks need fewer rounds',
        evidence: (one: string, blocks: string, many: string) => `${one} with one block, ${many} with ${blocks}`,
      },
      blocksSaveWork: {
        statement: 'blocks save work and memory',
        evidence: (blocks: string, work: string, memory: string) =>
          `one block takes ${work} times the evaluations of ${blocks} blocks and ${memory} times the nodes in flight`,
      },
      halfCollapses: {
        statement: 'in half precision one block overflows and needs at least twice the rounds',
        evidence: (one: string, blocks: string, short: string) =>
          `${one} rounds with one block, ${short} with ${blocks}`,
      },
      saturationHides: {
        statement: 'saturation hides the collapse',
        evidence: (spreading: string, saturating: string) =>
          `one block takes ${spreading} rounds where overflow spreads, ${saturating} where it saturates`,
      },
      fixedRoundsNeedBlocks: {
        statement: 'a fixed number of rounds does for short blocks and not for one long block',
        evidence: (one: string, iterations: string, blocks: string, short: string, worst: string, rounds: string) =>
          `one block ends with a median error of ${one} after its ${iterations} rounds; ${blocks} blocks with ${short}, the worst with ${worst}, after ${rounds} in all`,
      },
      crossingExists: {
        statement: 'many blocks are ahead on a small budget, one block on a large one',
        evidence: (many: string, budget: string, error: string) =>
          `one block overtakes ${many} at ${budget} rounds, where both err by ${error}`,
        far: ': neither is near the path there',
        none: (many: string, smallest: string) => `one block and ${many} do not cross from ${smallest} rounds on`,
      },
      noCrossing: {
        statement: 'one block is ahead at every budget that all can spend',
        evidence: (smallest: string, one: string, many: string, manyError: string) =>
          `at ${smallest} rounds one block errs by ${one}, ${many} blocks by ${manyError}`,
        earlier: (budget: string) => `; the curves cross before, at ${budget} rounds`,
        crosses: (many: string, budget: string) => `one block overtakes ${many} only at ${budget} rounds`,
      },
      oneBlockArrivesFirst: {
        statement: 'one block is the first to agree with the sequential path',
        evidence: (tolerance: string, one: string, blocks: string, many: string) =>
          `within ${tolerance} after ${one} rounds, ${blocks} blocks after ${many}`,
      },
      roundsGrowSlower: {
        statement: 'rounds grow far more slowly with the dimension than steps',
        evidence: (
          steps: string,
          stepsLow: string,
          stepsHigh: string,
          rounds: string,
          roundsLow: string,
          roundsHigh: string,
        ) =>
          `steps as the power ${steps} of d, between ${stepsLow} and ${stepsHigh}; rounds of PIADM in blocks as the power ${rounds}, between ${roundsLow} and ${roundsHigh}`,
      },
      gainGrows: {
        statement: 'the gain in depth grows with the dimension',
        evidence: (smallestGain: string, smallest: string, largestGain: string, largest: string) =>
          `${smallestGain} steps a round at d = ${smallest}, ${largestGain} at d = ${largest}`,
      },
      stepsBelowBound: {
        statement: 'steps grow no faster than the bound of the theory, which is proportional to d',
        evidence: (slope: string) => `as the power ${slope} of d`,
      },
      lanesDecide: {
        statement: 'on few parallel lanes the sequential sampler is faster, on many the parallel one',
        evidence: (work: string, particles: string, lanes: string, depth: string) =>
          `the parallel one does ${work} times the work, draws level at ${lanes} lanes with ${plural(particles, 'particle')} and ends ${depth} times as fast`,
        never: (work: string) => `the parallel one does ${work} times the work and never draws level`,
      },
      depthCostsEnergy: {
        statement: 'fewer rounds cost more evaluations',
        evidence: (wholeRounds: string, wholeWork: string, blocksRounds: string, blocksWork: string) =>
          `one block: ${wholeRounds} rounds for ${wholeWork} times the sequential evaluations; blocks: ${blocksRounds} for ${blocksWork} times`,
      },
      firstNodesExact: {
        statement: 'after k rounds the first k nodes are exact',
        evidence: (rounds: string, error: string) =>
          `through ${plural(rounds, 'round')} from the start their largest error is ${error}`,
      },
      agreementAhead: {
        statement: 'a path agrees further than it is exact',
        evidence: (call: string, exact: string, agreeing: string, tolerance: string) =>
          `after network call ${call} it is exact up to node ${exact} and within ${tolerance} up to node ${agreeing}`,
        never: (tolerance: string) => `agreement within ${tolerance} is never ahead`,
      },
      agreementFaster: {
        statement: 'agreement advances by more than one node a round',
        evidence: (slope: string) => `by ${slope} nodes per round on average`,
      },
      samePicture: {
        statement: 'all lanes end at the same picture',
        evidence: (lanes: string, largest: string, limit: string) =>
          `of ${lanes} lanes the largest error is ${largest}; what is below ${limit} cannot be seen`,
      },
      fewerRoundsThanBlocks: {
        statement:
          'the wavefront and the best method need fewer rounds than blocks, and blocks fewer than there are steps',
        evidence: (sequential: string, blocks: string, window: string, wavefront: string, best: string) =>
          `sequential ${sequential}, blocks ${blocks}, window ${window}, wavefront ${wavefront}, best ${best}`,
      },
      allPayWork: {
        statement: 'every parallel lane pays with evaluations',
        evidence: (blocks: string, window: string, wavefront: string, best: string) =>
          `times the sequential ones: blocks ${blocks}, window ${window}, wavefront ${wavefront}, best ${best}`,
      },
      modelNamesWinner: {
        statement: 'the lanes of this device name the winner by the clock',
        evidence: (lanes: string, model: string, measured: string) =>
          `with about ${plural(lanes, 'lane')} the parallel sampler should have ${model} times the speed of the sequential one; measured: ${measured} times`,
      },
    },
    race: {
      title: 'Five methods on one noise: nodes that agree, and the pictures at the finish',
      lanes: {
        sequential: 'Sequential',
        blocks: '8 blocks',
        window: 'Window of 64 nodes',
        wavefront: 'Wavefront',
        best: 'Best: surrogate',
      },
      reference: 'what all are compared with',
      difference: (error: string) => `difference ${error}`,
      key: (factor: string) =>
        `Dots: the lane’s samples over those of the sequential sampler, in grey. Lines: their difference, ${factor} times as long.`,
      columns: [
        'lane',
        'rounds',
        'network calls to finish within 0.001',
        'evaluations',
        'nodes in flight',
        'hump',
        'worst error',
        'median error',
      ],
    },
    twoAxes: {
      title: 'Paths over noise time, round by round',
      noiseTime: 'noise time r',
      now: 'this round',
      before: { wide: 'the round before', narrow: 'before' },
      agreeing: {
        wide: (node: string, tolerance: string, slope: string) =>
          `within ${tolerance} up to node ${node}, ${slope} nodes per round`,
        narrow: (node: string, slope: string) => `agrees to ${node}, ${slope} a round`,
      },
      exact: { wide: (node: string) => `exact up to node ${node}`, narrow: (node: string) => `exact to ${node}` },
      passed: { wide: (node: string) => `passed up to node ${node}`, narrow: (node: string) => `passed to ${node}` },
      columns: ['network calls', 'exact up to node', 'within the tolerance up to node'],
    },
    blockLength: {
      title: 'Four numbers against the length of a block',
      panels: {
        rounds: 'rounds',
        evaluations: 'evaluations',
        nodesInFlight: 'nodes in flight',
        hump: 'hump',
        error: 'error in the end, worst particle',
      },
      precisions: {
        f32: 'single precision',
        f16: 'half, overflow spreads',
        'f16-saturating': 'half, overflow saturates',
      },
      axes: { nodes: 'nodes', blocks: 'blocks' },
      columns: [
        'precision',
        'blocks',
        'nodes of a block',
        'rounds',
        'evaluations',
        'nodes in flight',
        'hump',
        'worst error',
        'median error',
      ],
    },
    duel: {
      title: 'Error against the budget of rounds',
      axes: { rounds: 'rounds in all', error: 'error' },
      arrived: { wide: 'agrees with the sequential path, within 0.001', narrow: 'within 0.001' },
      budget: (budget: string) => `budget ${budget}`,
      errorAt: (budget: string, error: string) => `at ${budget}: ${error}`,
      crossing: {
        wide: (budget: string) => `one block overtakes 8 at ${budget}`,
        narrow: (budget: string) => `overtakes at ${budget}`,
      },
      median: (many: string) => `median particle, 1 and ${many} blocks`,
      pick: (blocks: string) => `your pick: ${blocks}`,
      judged: {
        right: (blocks: string, budget: string, error: string) =>
          `Your pick is right: with ${blocks} and ${budget} rounds the error of the worst particle is ${error}, and no other number of blocks is ahead.`,
        wrong: (blocks: string, budget: string, error: string, best: string, bestError: string) =>
          `With ${blocks} and ${budget} rounds the error of the worst particle is ${error}; best is ${best} with ${bestError}.`,
      },
      columns: ['blocks', 'rounds of a block', 'rounds in all', 'worst error', 'median error'],
    },
    dimension: {
      title: 'Network calls in a row against the dimension',
      curves: {
        steps: 'sequential steps',
        blocks: 'PIADM, blocks of length 1.5',
        whole: 'PIADM, one block',
        best: 'scaled identity, Gaussian start',
      },
      slope: (slope: string) => `slope ${slope}`,
      slopeInterval: (slope: string, low: string, high: string) => `slope ${slope} (${low} to ${high})`,
      theory: { steps: 'bound of steps: ∝ d', rounds: 'bound of rounds: ∝ log² d' },
      axes: { dimension: 'dimension d', calls: 'network calls in a row' },
      origins: {
        device: 'measured on this device',
        shipped: 'hollow: came with the page, float64',
        both: 'filled: this device · hollow: came with the page',
      },
      origin: { device: 'this device', shipped: 'came with the page' },
      caveats: {
        gaussian:
          'Gaussian data: as many steps as a divergence of 0.05 asks for, by closed form. The scaled identity is exact for them, so its rounds do not grow.',
        mixture:
          '8 random modes, at the steps that a single mode asks for: there is no closed form for the mixture. The scaled identity takes two network passes a row.',
        chains: (least: string, most: string) => `Rounds are those of the worst of ${least} to ${most} chains.`,
        sameChains: (chains: string) => `Rounds are those of the worst of ${chains} chains.`,
        bound: (from: string) =>
          `Dotted: upper bounds of the theory, up to factors and logarithms. Only their growth counts; that of the rounds begins at d = ${from}, since log² d grows fast at first.`,
      },
      columns: [
        'method',
        'dimension',
        'steps',
        'rounds',
        'evaluations',
        'of them derivatives',
        'hump',
        'worst error',
        'chains',
        'measured',
      ],
    },
    cost: {
      title: 'Time against parallel lanes',
      axes: { lanes: 'parallel lanes', time: 'time, one evaluation = 1' },
      sequential: (steps: string) => `sequential, ${steps} steps`,
      curves: {
        blocks: (rounds: string) => `PIADM, 8 blocks, ${rounds} rounds`,
        whole: (rounds: string) => `PIADM, one block, ${rounds} rounds`,
        best: (linearPart: string, rounds: string) => `${linearPart}, ${rounds} rounds`,
      },
      work: (times: string) => `energy: ${times} × sequential`,
      crossover: (lanes: string) => `level at ${lanes} lanes`,
      device: (lanes: string) => `here: about ${plural(lanes, 'lane')}`,
      placed: (launch: string, rate: string, lanes: string, misfit: string) =>
        `This device by its times: ${launch} µs for a round and about ${rate} evaluations a second, so about ${lanes} in the time of a round: its lanes (times are met within ${misfit}).`,
      measured: (round: string, row: string, lanes: string, byTimes: string) =>
        `This device as measured below: ${round} for a round of one evaluation and ${row} for one more, so about ${plural(lanes, 'lane')} (by the times of these runs: ${byTimes}).`,
      notPlaced: 'The times of these runs do not tell how many lanes this device has.',
      energy: 'Evaluations stand for energy: they are paid whatever the number of lanes.',
      never: 'never',
      columns: [
        'method',
        'rounds',
        'steps',
        'evaluations',
        'times the sequential evaluations',
        'nodes in flight',
        'particles',
        'level at lanes',
        'milliseconds',
        'milliseconds, sequential',
      ],
    },
  },
  // What a run costs on the device of the reader.
  cost: {
    title: 'What this run costs here',
    // In the lab on cost, whose runs are several.
    ofBlocks: 'What the run in 8 blocks costs here',
    lead: {
      webgpu:
        'Measured when you ask, on your device: the run once more with each pass timed by itself, then as it is; then multiply-adds, dispatches without work, and score rows alone. Errors and residuals that have no bar of their own are part of the scan, or of “all else of a round”.',
      cpu: 'Measured when you ask, on your device: the run once more, then multiply-adds and score rows alone.',
    },
    measure: 'Measure here',
    again: 'Measure again',
    cancel: 'Cancel',
    button: 'Costs by pass…',
    working: (stage: string) => `Measuring: ${stage}`,
    stages: {
      passes: 'the run, pass by pass',
      run: 'the run as it is',
      rate: 'multiply-adds',
      launch: 'dispatches without work',
      rows: 'score rows',
    },
    cancelled: 'Cancelled; nothing is kept of it.',
    stale: (problem: string) => `These are the costs of another run (${problem}). Measure again for the present one.`,
    figure: 'Time by pass',
    samplers: { parallel: 'parallel', sequential: 'sequential' },
    headings: { passes: 'Each pass by itself, in a slower run', run: 'The run as it is' },
    parts: {
      start: 'start',
      score: 'score',
      scan: 'scan',
      own: 'pass of the method',
      measure: 'errors and residuals',
      observe: 'statistics',
      advance: 'next round',
      finish: 'all else of a round',
      surplus: 'without work',
      sum: 'all passes',
      run: 'time of the run',
      arithmetic: 'its multiply-adds',
      launches: 'its launches',
    },
    dispatches: (count: string) => (count === '1' ? '1 dispatch' : `${count} dispatches`),
    columns: {
      part: 'part',
      sampler: 'sampler',
      dispatches: 'dispatches',
      milliseconds: 'milliseconds',
      told: 'as told',
    },
    said: {
      both: (parallel: string, rounds: string, sequential: string, steps: string) =>
        `The parallel sampler took ${parallel} for ${plural(rounds, 'round')}, the sequential one ${sequential} for ${plural(steps, 'step')}.`,
      largest: (part: string, share: string) =>
        `Of the passes of the parallel sampler, “${part}” took the most: ${share} of all.`,
      arithmetic: (share: string) =>
        `Its multiply-adds alone, at the rate of this device, would take ${share} of its time.`,
    },
    numbers: {
      rate: 'Multiply-adds',
      rateNote: 'in registers, two operations each',
      launch: 'A launch',
      launchNote: 'a dispatch without work',
      noLaunch: 'none',
      noLaunchNote: 'the CPU backend dispatches nothing',
      row: 'One more score row',
      rowNote: (share: string) => `where there are many, at ${share} of that rate`,
      arithmetic: 'Arithmetic',
      arithmeticNote: 'share of the parallel run',
      lanes: 'Lanes',
      lanesNote: 'rows in the time of a round of one',
    },
    round: (round: string) => `A round of one row takes ${round}.`,
    roundOf: (round: string, first: string, launches: string) =>
      `A round of one row takes ${round}: ${first} for a score call of one row, and ${launches} for the launches of its other passes.`,
    derived: (round: string, row: string, lanes: string) =>
      `Where there are many rows, one more takes ${row}. A machine of P lanes takes one such round for every P rows begun, ⌈rows / P⌉ of them; with P = ${round} / ${row} = ${lanes} it agrees with this device on one row and on many, and between them within a factor of two.`,
    without: 'What scans and statistics do with a row is left out of P; the bars have it.',
    apart: 'Passes by themselves cannot follow each other as closely, so that their sum is not the time of the run.',
    clock: (step: string) =>
      `The clock of passes goes in steps of ${step}: of n dispatches, sums below √n steps cannot be told from nothing, and are given as less than that.`,
    noPasses: {
      cpu: 'The CPU backend computes all passes in one loop and has no times of each.',
      webgpu:
        'This device has no clock for single passes (time stamps), so that only whole runs and repeated work are timed.',
    },
    uncounted: 'Exponentials are not counted among the operations.',
    export: 'Export costs',
    exportCsv: 'Costs as CSV',
    exportJson: 'Costs as JSON',
    exportSvg: 'Bars as SVG',
    exportPng: 'Bars as PNG',
  },
  story: {
    title: 'Story',
    close: 'Close the story',
    chapters: {
      serial: {
        title: 'The serial chain',
        noise: (particles: string, steps: string) =>
          `A diffusion model makes samples out of noise, here ${particles} of them, in ${steps} small steps.`,
        step: 'Each step asks a network where to go from the present state, and goes there. The next step begins where this one ended.',
        ask: (steps: string) =>
          `One sample takes ${steps} network calls. How many of them can a machine with a thousand processors make at the same time?`,
        chain: (rounds: string, inFlight: string) =>
          `${rounds} network calls in a row, ${inFlight} at a time: a chain. More processors make more samples at once, but none of them sooner. Can the chain be broken?`,
      },
      wholePath: {
        title: 'Guess the whole path',
        guess: (steps: string) =>
          `Guess all ${steps} nodes of the path at once. The guess may be poor: here every node stays where the path begins.`,
        round:
          'Ask the network at all nodes at the same time. Then let every node move by the answers at the nodes before it. That is a Picard round. The next one asks again, along the new path.',
        ask: 'How does the largest error of any node and sample, measured against the sequential path, change round by round? Draw it.',
        falls: (rounds: string, steps: string, tolerance: string) =>
          `It hesitates, then falls faster and faster: what is right at early nodes lets later nodes become right. After ${rounds} rounds instead of ${steps} steps nothing changes by more than ${tolerance}.`,
      },
      sameNoise: {
        title: 'Same noise, same answer',
        noise:
          'The sampler adds fresh noise in every step. Each draw belongs to its sample and its step, so that the sequential and the parallel sampler meet the same noise.',
        ask: 'Both begin at the same points, and rounds go on until nothing changes. How do the two pictures compare in the end?',
        options: {
          shape: 'The same shape, made of other points',
          most: 'Most points agree, some are elsewhere',
          same: 'Every point agrees',
        },
        same: (particles: string, error: string) =>
          `Point by point they are the same: of ${particles} samples the farthest ends ${error} away from its sequential twin. That is why an error can be measured at all.`,
        few: (blocks: string, rounds: string, error: string) =>
          `But looks deceive. With the path in ${blocks} pieces and only ${rounds} rounds for each, the samples still fill the right shape, while one node is ${error} away from its twin.`,
      },
      fronts: {
        title: 'The two fronts',
        exact: (steps: string) =>
          `Take a path without fresh noise, of ${steps} nodes. Its first step depends on the start alone, so one round makes it exact. Then the second, then the third: after k rounds the first k nodes are exact, whatever the guess was.`,
        ask: (steps: string, tolerance: string) =>
          `At one node a round, ${steps} nodes would take ${steps} rounds. How many nodes a round does agreement within ${tolerance} gain?`,
        agree: (tolerance: string, speed: string, rounds: string) =>
          `In the heatmap the dashed front is the exact one. Up to the solid one every sample agrees within ${tolerance}: it gains ${speed} nodes a round, and ${rounds} rounds do.`,
        stop: 'Behind it hardly anything moves. So a run stops when its last change is small: a good sign, but no proof, for the change is not the error.',
      },
      hump: {
        title: 'The hump',
        long: (steps: string, horizon: string, before: string) =>
          `The same rounds on a longer path: ${steps} nodes in one block, from noise time ${horizon} instead of ${before} down to the data, with noise in every step.`,
        ask: 'How does the largest error change this time, round by round? Draw it.',
        rises: (hump: string, rounds: string) =>
          `It rises to ${hump} before it falls. A node gathers the errors of all nodes before it, and they are amplified on their way; early nodes must be right first. Single precision bears that: after ${rounds} rounds it is over.`,
        half: (largest: string, one: string, blocks: string, short: string) =>
          `Half precision does not: it ends at ${largest}. The block overflows and heals slowly, from its first nodes on: ${one} rounds. Cut into ${blocks} blocks, whose humps are small, the path takes ${short}.`,
      },
      blocks: {
        title: 'Pieces of constant length',
        stairs: (steps: string, blocks: string) =>
          `Cut such a path of ${steps} nodes into ${blocks} blocks; finish each before the next begins. The front climbs stairs.`,
        ask: 'In single precision, with how many blocks does the path take the fewest rounds?',
        rounds: (one: string, few: string, short: string, blocks: string, many: string) =>
          `With one block: ${one} rounds; ${few} blocks take ${short}, ${blocks} blocks ${many}. Rounds alone would say that blocks are useless.`,
        price: (hump: string, work: string, memory: string, blocks: string) =>
          `The other plots: one block has a hump of ${hump}, ${work} times the evaluations of ${blocks} blocks and ${memory} times their memory.`,
        fixed: (iterations: string, blocks: string, rounds: string, short: string, worst: string, one: string) =>
          `After ${iterations} rounds a block, ${blocks} blocks (${rounds} rounds) end within ${short} at the median, ${worst} at worst; one block (${iterations} rounds) within ${one} at the median. With ${rounds}, one block would win. But constant length bounds rounds a block, hump and memory, however long the path: the theory’s choice (arXiv 2405.15986).`,
      },
      dimension: {
        title: 'Now grow d',
        plane: (dimension: string, divergence: string, steps: string, rounds: string) =>
          `So far we chose many steps. Gaussian data in ${dimension} dimensions need only ${steps} for a KL divergence of ${divergence}; ${rounds} rounds gain little. The theorem speaks of large dimensions d.`,
        ask: (smallest: string, largest: string, divergence: string) =>
          `Let d grow from ${smallest} to ${largest}, with as many steps as a divergence of ${divergence} needs. By which factor do the rounds grow?`,
        slow: (smallest: string, largest: string, steps: string, rounds: string) =>
          `From d = ${smallest} to d = ${largest} the sequential sampler needs ${steps} times as many steps, the parallel one ${rounds} times as many rounds.`,
        powers: (steps: string, rounds: string) =>
          `Fitted by powers of d, steps grow with exponent ${steps} and rounds with ${rounds}. Up to logarithms, the theory bounds the steps by a multiple of d; the rounds by a power of its logarithm (arXiv 2405.15986). Every point is a run; hollow ones came with the page.`,
      },
      price: {
        title: 'The price, and who did better',
        calls: (rounds: string, steps: string) =>
          `${rounds} network calls in a row instead of ${steps}. But each asks at a whole block of nodes.`,
        ask: 'How many times the evaluations of the sequential sampler does this run make?',
        lanes: (work: string, particles: string, lanes: string) =>
          `${work} times: fewer rounds are bought with more evaluations. On few processors the sequential sampler is faster; for ${particles} samples at once both are level at ${lanes} parallel lanes, and beyond that the rounds win.`,
        others: (particles: string, tolerance: string, blocks: string, window: string, wavefront: string) =>
          `Others do better. On two moons, the worst of ${particles} samples is within ${tolerance} after ${blocks} rounds of the blocks, ${window} of a sliding window (arXiv 2305.16317), ${wavefront} of the wavefront (arXiv 2412.07435),`,
        // Goes on from there.
        led: (best: string, work: string) =>
          `and ${best} of one block led by a mixture fitted to the data (new here; ${work} times the sequential work). Fewer sequential steps would also do: see Quality.`,
      },
    },
    chapter: (number: string, title: string) => `${number}: ${title}`,
    chapterDone: (number: string, title: string) => `${number}: ${title} (read)`,
    list: 'Chapters',
    place: 'Place in the chapter',
    part: (part: string, parts: string) => `part ${part} of ${parts}`,
    back: 'Back',
    next: 'Next',
    nextChapter: 'Next chapter',
    play: 'Play',
    pause: 'Pause',
    question: 'Before you look',
    answer: 'This is my answer',
    skip: 'Skip the question',
    showAnswer: 'Show the answer',
    answerIs: (truth: string) => `The run says: ${truth}.`,
    answerDrawn: 'The curve of the run is the answer.',
    waitingForRun: 'The answer comes as soon as the run is done.',
    toLabs: 'To the labs',
    end: 'Here the story ends. In the labs its figures are yours: change what they run with, and see what stays true.',
    right: (truth: string) => `Your answer is right: ${truth}.`,
    wrong: (answer: string, truth: string) => `You said: ${answer}. The run says: ${truth}.`,
    drawn: (times: string, peak: string, round: string, drawn: string) =>
      `Your curve is off by a factor of ${times} on average. The error is largest after ${round} rounds, ${peak}; you drew ${drawn} at most.`,
    waiting: 'Your answer is compared as soon as the run is done.',
    skipped: 'You skipped the question.',
    again: 'Ask me again',
    forget: 'Forget my answers',
    kept: 'Your answers stay on this device.',
    notKept: 'This browser keeps nothing: your answers last as long as this page.',
    leave: 'Try it yourself',
    leaveNote: 'Closes the story and leaves you with this run.',
    hidden: 'Hidden until you have answered or skipped the question.',
    pad: {
      title: 'Your curve',
      hint: 'Drag the points, or move them with the arrow keys.',
      rounds: 'rounds',
      error: 'largest error',
      point: (rounds: string) => `After ${rounds} rounds`,
      yours: 'yours',
      run: 'the run',
      compared: 'Your curve and that of the run',
      columns: ['rounds', 'yours', 'the run'],
    },
    ranges: {
      below: (value: string) => `fewer than ${value}`,
      between: (from: string, to: string) => `${from} to ${to}`,
      above: (value: string) => `${value} or more`,
      about: (value: string) => `about ${value}×`,
    },
    invitation:
      'A diffusion model samples in hundreds of steps, one after another. Here many of them are computed at once; eight short chapters tell how, with one prediction each.',
    read: 'Read the story',
    decline: 'Not now',
  },
} as const;
