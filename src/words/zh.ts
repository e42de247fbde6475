// 页面的全部中文文字，结构与 `en.ts` 相同。
//
// 术语表
//   score 得分函数 · drift 漂移 · noise 噪声 · seed 随机种子 · particle 粒子 · path 路径 · target 目标分布 · mixture 混合分布
//   sequential 串行 · parallel 并行 · Picard iteration 皮卡迭代 · round 轮 · block 块 · node 节点 · segment 段 · step 步
//   network call 网络调用 · evaluation 求值 · nodes in flight 并行节点数 · hump 误差峰值 · residual 残差 · tolerance 容差
//   linear part 线性部分 · Jacobian 雅可比矩阵 · start 初始路径 · prediction 预测 · clip 裁剪（预测） · cutoff 截断时刻
//   surrogate 代理混合分布 · path regression 路径回归 · corrector 校正器 · underdamped Langevin 欠阻尼朗之万
//   sliding window 滑动窗口 · wavefront 波前 · Anderson acceleration 安德森加速 · coarse sweep 粗扫描 · few steps 少步采样
//   front 前沿 · race 竞速 · lane 赛道 · quality 样本质量 · energy distance 能量距离 · floor 下限 · quantile 分位数
// 方法名与论文名中通行拉丁字母者从之：PIADM、ParaDiGMS、ParaTAA、Parareal、SRDS、ParaSolver、DDIM、DPM-Solver++、SDE、ODE、KL。
// 汉字与拉丁字母、数字之间空一格（`han` 在插入的文字两侧自动补上）；标点用全角。

import type { Words } from './shape';

/** A text with a space wherever a Chinese character meets a Latin or Greek letter or a digit. */
function han(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values)
    .replace(/(\p{Script=Han})([\p{Script=Latin}\p{Script=Greek}\p{N}])/gu, '$1 $2')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{N}])(\p{Script=Han})/gu, '$1 $2');
}

/** What measured the numbers that come with the page. */
const MEASURED_ON: Readonly<Record<string, string>> = { 'float64 on the CPU': 'CPU，双精度' };

export const chinese: Words = {
  language: { name: '中文', tag: 'zh-Hans' },
  sentenceSpace: '',
  name: '皮卡采样实验台',
  documentTitle: '皮卡采样实验台：多个时间步同时计算的扩散采样',
  header: {
    presets: '预设',
    choosePreset: '选择预设…',
    share: '分享',
    export: '导出',
    language: '语言',
    theme: '配色',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    settings: '设置',
    closeSettings: '关闭设置',
    help: '帮助',
  },
  settings: {
    title: '设置',
    about: '此方法计算什么',
    locked: '已由打开本页的链接锁定。',
    undo: '撤销',
    redo: '重做',
    editAsJson: '以 JSON 编辑…',
    slider: (name: string) => han`${name}，滑块`,
    problem: '问题',
    target: '目标分布',
    groups: {
      network: '训练好的网络',
      mixture: '精确得分函数，二维',
      any: '精确得分函数，任意维数',
      own: '自定义',
    },
    targets: {
      gaussian: '高斯分布',
      random: '随机混合分布',
      points: '自己的点',
      custom: '自己的混合分布（JSON）',
    },
    dimension: '维数',
    components: '分量数',
    mean: '均值',
    std: '标准差',
    targetSeed: '目标分布的种子',
    bandwidth: '带宽',
    weights: '权重',
    weightPrecisions: { f32: '单精度', f16: '半精度' },
    weightsNote: '网络本身经过舍入：画面出自另一个相近的网络。权重占用的内存和读取量都减半。',
    editPoints: (count: number) => han`编辑 ${count} 个点…`,
    dynamics: '动力学',
    sde: 'SDE',
    ode: 'ODE',
    sampler: '采样器',
    method: '方法',
    blocks: '块数',
    nodes: '每块节点数',
    linearPart: '线性部分',
    jacobianCap: '特征值上限',
    clip: '裁剪预测',
    clips: { none: '不裁剪', data: '裁剪到数据所在的方盒' },
    start: '初始路径',
    surrogateComponents: '代理分量数',
    window: '窗口节点数',
    windowTolerance: '容差 × σ',
    memory: '记忆轮数',
    solver: '求解器',
    steps: '步数',
    sweep: '粗扫描',
    sweeps: { false: '每块计一轮', true: '共计一轮（流水线）' },
    corrector: '校正器',
    correctors: { none: '无', langevin: '欠阻尼朗之万' },
    correctorFriction: '摩擦系数，√L',
    correctorTime: '时间，1/√L',
    correctorSubBlocks: '子块数',
    correctorSteps: '每子块步数',
    correctorRounds: '轮数',
    precision: '路径状态',
    precisions: {
      f32: '单精度',
      f16: '半精度，溢出扩散',
      'f16-saturating': '半精度，溢出饱和',
    },
    stop: '停止准则',
    stopTolerance: '容差',
    stopFixed: '轮数',
    stopIterations: '次数',
    tolerance: '容差',
    iterations: '每块轮数',
    iterationsCap: '最多轮数',
    iterationsOfAll: '迭代次数',
    mostIterations: '最多迭代次数',
    horizon: '终止时间 T',
    cutoff: '截断时刻 δ',
    spacing: '节点分布',
    spacings: { stretched: '拉伸', uniform: '均匀', 'single-tail': '单侧加密' },
    run: '运行',
    particles: '粒子数',
    seed: '随机种子',
    estimate: (text: string) => han`估计：${text}`,
    estimated: (time: string, memory: string) => han`约 ${time}，${memory}`,
    estimatedReduced: (time: string, memory: string, reduced: string) =>
      han`完整运行约 ${time}，${memory}；此处缩小规模，约 ${reduced}`,
    notPossible: '无法这样运行：',
    notNumber: (text: string) => (text === '' ? '请输入一个数。' : han`“${text}”不是数。`),
  },
  note: {
    source: '出处：',
    name: (label: string) => han`${label}。`,
    setting: (setting: string, label: string) => han`${setting}：${label}。`,
    step: '串行采样器的一步，其中 s 为得分函数，ξ 为噪声；A、B、C 由步长和动力学决定（ODE 时 C 为 0）：',
    round: '一轮由旧路径 y 得到新路径 y′，所有节点同时更新：',
    inEquations: { start: '初始', round: '一轮', steps: '步数', before: '上一步', box: '方盒', 'slide past': '滑过' },
  },
  stage: {
    hint: '按“运行”，从这一密度采样。',
  },
  numbers: {
    title: '本次运行的四个数',
    legend: (run: string) => han`${run}对比串行`,
    rounds: '轮数',
    roundsNote: '依次进行的网络调用',
    roundsOf: (sequential: string, factor: string) => han`串行 ${sequential} · ${factor}`,
    fewer: (factor: string) => han`约为其 1/${factor}`,
    more: (factor: string) => han`增至 ${factor} 倍`,
    same: '相同',
    evaluations: '求值次数',
    evaluationsNote: '每个粒子',
    evaluationsOf: (sequential: string, factor: string) => han`串行 ${sequential} · ${factor}`,
    inFlight: '并行节点数',
    inFlightNote: '同时保存',
    inFlightOf: '串行 1',
    hump: '误差峰值',
    humpNote: '各轮中的最大误差',
    humpOf: '串行 0',
    time: (run: string, own: string, sequential: string) => han`本机用时：${run} ${own}，串行 ${sequential}`,
    none: '–',
  },
  chart: {
    data: '数据',
    named: (title: string, summary: string) => han`${title}。${summary}`,
    dataOf: (title: string) => han`数据：${title}`,
    rowsShown: (shown: string, all: string) => han`共 ${all} 行，此处为前 ${shown} 行；导出文件含全部数据。`,
    hint: '尚未运行。',
  },
  transport: {
    title: '播放控制',
    run: '运行',
    runChanged: '运行（设置已改）',
    cancel: '取消',
    again: '同一种子',
    againNote: '以同一随机种子再次进行所示的运行',
    newSeed: '新种子',
    seedLocked: '打开本页的链接锁定了随机种子。',
    play: '播放',
    pause: '暂停',
    roundBack: '后退一轮',
    roundForward: '前进一轮',
    blockBack: '后退一块',
    blockForward: '前进一块',
    round: '轮',
    node: '节点',
    speed: '速度',
    speeds: (speed: number) => han`${speed} 轮/秒`,
    axes: { rounds: '沿轮数', nodes: '沿噪声时间' },
    nodeSpeeds: (speed: number) => han`${speed} 个节点/秒`,
    roundValue: (calls: string, place: string) => han`第 ${calls} 次调用，${place}`,
  },
  progress: {
    preparing: '正在准备运行',
    sequential: (done: string, total: string) => han`串行参考解：第 ${done} 步，共 ${total} 步`,
    parallel: (done: string, total: string) => han`并行：已完成 ${done} 个节点，共 ${total} 个`,
  },
  notice: {
    cpu: '此浏览器不提供 WebGPU：改在 CPU 上计算。',
    needs: (browser: string, what: string) => han`${browser} 的 WebGPU：${what}`,
    cpuForced: '按网址的要求，在 CPU 上计算。',
    software: (name: string) => han`WebGPU 适配器由软件实现（${name}）。`,
    reduced: (ran: string, of: string) => han`本次运行缩小了规模：粒子由 ${of} 个减为 ${ran} 个。`,
    reducedBoth: (ran: string, of: string, nodes: string, ofNodes: string) =>
      han`本次运行缩小了规模：粒子由 ${of} 个减为 ${ran} 个，节点由 ${ofNodes} 个减为 ${nodes} 个。`,
    inFull: '完整运行',
    lost: '下次运行时会重新打开设备。',
    claim: (claim: string) => han`请验证：${claim}`,
    claimInFull: (claim: string) => han`请以完整运行验证：${claim}`,
    dismiss: '关闭',
    error: '错误：',
  },
  outcome: {
    cancelled: '已取消。所示为上一次运行的结果。',
    cancelledFirst: '已取消。尚无结果。',
    started: '正在运行。',
  },
  share: {
    title: '分享此运行',
    link: '链接',
    embed: '仅含图形，用于嵌入',
    present: '以演示模式打开',
    embedding: {
      width: '宽度',
      height: '高度',
      mistake: (side: string, least: string, most: string) => han`${side}须为 ${least} 至 ${most} 之间的整数。`,
      code: '粘贴到网页中的代码',
      copy: '复制代码',
      preview: '显示预览',
      hidePreview: '隐藏预览',
      previewTitle: '嵌入图的预览',
    },
    teaching: '课堂用链接',
    hide: '隐藏',
    hideable: {
      settings: '设置栏',
      presets: '预设',
      panels: '其他面板',
      note: '方法说明',
      export: '导出',
    },
    lock: '锁定',
    lockable: { problem: '问题', sampler: '采样器', run: '粒子数与种子' },
    locksGiven: '打开本页的链接隐藏或锁定了页面的一部分；上面的链接也是如此。',
    length: (characters: string) => han`${characters} 个字符。`,
    long: '有些邮件和聊天程序会截断这样长的链接；导出为 JSON 则没有这一限制。',
    tooLarge: '此运行太大，无法放进链接。请改为导出 JSON。',
    copy: '复制链接',
    copied: '已复制。',
    notCopied: '浏览器不允许复制；请选中文本后手动复制。',
    impossible: '设置中有错误，因此链接指向所示的运行。',
    note: '链接含有全部设置和所看的位置。打开链接的人会重新计算这次运行。',
  },
  exports: {
    json: '运行（JSON）',
    trace: '迭代记录（CSV）',
    samples: '样本（CSV）',
    svg: (title: string) => han`${title}（SVG）`,
    png: (title: string) => han`${title}（PNG）`,
    python: '运行（Python）',
    none: '得到第一个结果之前没有可导出的内容。',
  },
  points: {
    title: '自己的点',
    intro: '画出、粘贴或载入任意维数的点；其得分函数是精确的，无需训练。',
    pad: '画板，两轴均为 −3 到 3',
    padNote: '拖动以画点。',
    undoStroke: '撤销一笔',
    clear: '清空',
    text: '点的坐标，CSV 或 JSON',
    load: '载入文件',
    read: '读取文本',
    bandwidth: '带宽',
    count: (count: string) => han`${count} 个点`,
    countIn: (count: string, dimension: string) => han`${count} 个 ${dimension} 维的点`,
    use: '使用这些点',
    tooMany: (limit: string) => han`画板已满：至多 ${limit} 个点。`,
    unreadable: (file: string) => han`无法读取文件“${file}”；选中之后它可能被移动或修改过。`,
    none: '还没有点：请画出、粘贴或载入一些。',
    invalidBandwidth: (text: string) => han`带宽为“${text}”；应为大于 0 的数。`,
  },
  editor: {
    title: '以 JSON 表示的运行',
    intro: '一次运行就是这份文档。可以粘贴另一份，也可以修改这一份；未写的字段取默认值。',
    text: '运行文档（RunSpec）',
    apply: '使用此运行',
    syntax: (message: string) => han`这不是 JSON：${message}。`,
  },
  glossary: {
    title: '术语与引用',
    open: '术语与引用…',
    cite: '如何引用',
    terms: {
      score: {
        term: '得分函数',
        meaning:
          '密度对数的梯度，这里指加噪后数据的密度：它指向数据所在之处。网络学习的就是得分函数；本页一切计数都以它的一次求值为单位。',
      },
      noiseTime: {
        term: '噪声时间 r',
        meaning: '数据所带噪声的多少：r = T 时几乎全是噪声，r = δ 时几乎没有。采样从 T 走到 δ。',
      },
      node: { term: '节点', meaning: '时间网格上的一点。串行采样器逐个节点前进，每个节点调用一次网络。' },
      step: { term: '步', meaning: '用指数积分器从一个节点到下一个节点：线性漂移精确积分，得分函数取左端节点的值。' },
      block: {
        term: '块',
        meaning: '放在一起求解的若干相邻节点；最后一个节点是下一块的起点。理论要求块的长度为 1 的量级。',
      },
      round: {
        term: '轮',
        meaning: '在一段节点上可以同时进行的网络调用，以及随后对路径的更新。各轮先后进行，轮数就是深度。',
      },
      evaluations: {
        term: '求值次数',
        meaning: '每个粒子在多少行（节点、粒子）上调用网络：这是计算量，也是能耗。导数也计入。',
      },
      nodesInFlight: { term: '并行节点数', meaning: '同时保存并求值的最多节点数：这是内存。' },
      hump: { term: '误差峰值', meaning: '任一节点在任一轮中的最大误差。它可以远大于初始误差，甚至溢出。' },
      residual: { term: '残差', meaning: '一轮对节点改变了多少：停止准则只能看到它。它不是误差。' },
      error: {
        term: '误差',
        meaning: '节点到同一噪声下串行采样路径的距离：各坐标之差的均方根。有许多粒子而未另说明时，取最差的粒子。',
      },
      sameNoise: {
        term: '同一噪声',
        meaning:
          '每个随机数由随机种子、粒子、节点和坐标决定。所有方法使用相同的随机数，因此求解同样方程的方法收敛之后得到相同的样本。步数较少的采样器求解的是另外的方程。',
      },
      linearPart: {
        term: '线性部分',
        meaning: '一轮之内，一个节点的变化传给下一个节点时所乘的因子。它决定收敛快慢，从不改变收敛到何处。',
      },
      exactFront: {
        term: '精确前沿',
        meaning:
          'k 轮之后，前 k 个节点与串行路径完全相同，无论初始路径与线性部分如何。后面的块从前一块留下的状态开始，只与该状态一样精确。Parareal 每次迭代多一块。',
      },
      toleranceFront: {
        term: '容差前沿',
        meaning: '到此为止的所有节点与串行路径之差都在容差之内。它跑在精确前沿之前，收益正在于此。',
      },
      start: { term: '初始路径', meaning: '第一轮之前各节点所取的值。' },
      floor: { term: '下限', meaning: '两组同样大小的精确样本之间的距离：任何采样器都无法被测得更好。' },
    },
  },
  help: {
    title: '按键',
    keys: [
      ['空格', '播放或暂停'],
      ['← →', '后退或前进一轮'],
      ['Shift ← →', '后退或前进一块'],
      ['↑ ↓', '前进或后退一个节点'],
      ['Home、End', '第一轮或最新一轮'],
      ['R', '运行'],
      ['Esc', '取消运行'],
      ['Ctrl Z、Ctrl Y', '撤销或重做一项设置'],
      ['P', '演示模式'],
      ['F', '演示时：冻结画面，或解冻'],
      ['B', '演示时：回到链接'],
      ['故事中的 ← →', '演示时：后退或前进一段'],
    ],
    about:
      '粒子由逆向扩散过程采样得到。串行采样器一次接一次地调用网络；PIADM 同时在一块的所有节点上调用网络，逐轮重复，直到各节点的变动都不超过容差。',
  },
  present: {
    open: '演示',
    title: '演示模式',
    freeze: '冻结（F）',
    freezeNote: '画面保持不变：运行、光标与播放都停下等待',
    frozen: '已冻结',
    back: '回到链接（B）',
    backNote: '回到打开页面时网址所指的运行、设置与位置',
    fullScreen: '全屏',
    leave: '退出（Esc）',
  },
  sheets: {
    open: '打印讲义…',
    title: '打印讲义',
    about: '本章正文、图的当前状态，以及留有书写空白的习题。',
    unanswered: '本章的问题还没有回答：正文到问题为止，后面的内容印在答案页上。',
    unknown: '运行还没有完成的数字印作 …；稍等片刻即可补全。',
    withAnswers: '附答案，另起一页',
    print: '打印',
    figure: '图',
    exercises: '习题',
    exercise: (number: string) => han`习题${number}`,
    answers: '答案',
    answersOf: (chapter: string) => han`答案：${chapter}`,
    entries: {
      serial: {
        time: {
          ask: (call: string, particles: string, steps: string) =>
            han`一次网络调用用时${call}毫秒，算一个状态或同时算${particles}个状态都是如此。走${steps}步，一个样本要多久？全部样本要多久？`,
          answer: (seconds: string) => han`都是${seconds}秒。同一样本的各次调用要彼此等待，不同样本的则不必。`,
        },
        known: {
          ask: '一步是 y[j+1] = A y[j] + B s(y[j]) + C ξ。其中哪些在采样开始之前就已知道？',
          answer:
            'A、B、C 由时间网格决定，噪声 ξ 可以预先抽取。状态 y[j] 及其得分函数 s(y[j]) 要走完 j 步才知道：链条就是由它们形成的。',
        },
        coefficients: {
          ask: (length: string) =>
            han`对 SDE 和长度为 ε 的一步，A = e^(ε/2)，B = 2 (A − 1)，C = √(e^ε − 1)。取 ε = ${length}，求它们的值。`,
          answer: (a: string, b: string, c: string) => han`A = ${a}，B = ${b}，C = ${c}。`,
        },
      },
      wholePath: {
        doubling: {
          ask: '取链 y[j+1] = 2 y[j]，y[0] = 1，共四步，每个节点都猜 1。一轮把每个节点设为前一节点旧值的两倍。写出每轮之后的所有节点。',
          answer: (first: string, second: string, third: string, fourth: string) =>
            han`${first}；然后${second}；然后${third}；然后${fourth}。每轮多一个精确的节点。`,
        },
        exponential: {
          ask: '用皮卡迭代从 y(0) = 1 求解 y′ = y，直到时间 1：新的 y 等于 1 加旧的 y 的积分，初始猜测为 y = 1。k 轮之后 y(1) 是多少？第 1 至 5 轮之后的误差各是多少？',
          answer: (errors: string) =>
            han`它是 1/i! 对 i 从 0 到 k 的和，而解为 e。误差依次为${errors}：每一轮缩小的倍数都比前一轮大。`,
        },
      },
      sameNoise: {
        unique: {
          ask: '一轮令 y′[j+1] = f(y[j]) + J (y′[j] − y[j])，且 y′[0] = y[0]。证明：无论 J 是什么，串行路径都保持不变，而其他路径都不是如此。',
          answer:
            '若不变，则 y′ = y，含 J 的项为 0，在每个节点上 y[j+1] = f(y[j])。从 y[0] 出发，逐个节点只得到一条路径，即串行路径。它确实不变：y[j] 前后都精确时，一轮给出 f(y[j])。',
        },
        draws: {
          ask: (particles: string, dimension: string, steps: string) =>
            han`${particles}个粒子、${dimension}维、${steps}步的 SDE 运行要用多少个随机数？每多做一轮又要多少个？`,
          answer: (start: string, path: string, all: string) =>
            han`起点用${start}个，各步用${path}个，共${all}个。多做一轮不再需要：各轮用的是同一噪声。`,
        },
        other: {
          ask: '两个采样器使用不同的噪声。以下哪些还可以比较：一个粒子的样本、它的路径、全部样本的分布？',
          answer: '只有分布。一个粒子的样本与路径因随机而不同，其距离不是误差。',
        },
      },
      fronts: {
        induction: {
          ask: '用归纳法证明：在 y′[j+1] = f(y[j]) + J (y′[j] − y[j]) 中，无论初始猜测与 J 是什么，k 轮之后前 k 个节点都是精确的。',
          answer:
            '节点 0 是给定的。设 k 轮之后节点 0 至 k 都精确。下一轮不改变它们，所以在节点 k 处含 J 的项为 0，而 y′[k+1] = f(y[k]) 由精确的状态算出。',
        },
        speed: {
          ask: (speed: string, steps: string) =>
            han`一致的范围每轮前进${speed}个节点。${steps}个节点的路径要多少轮？先后的调用次数减少到几分之一？`,
          answer: (rounds: string, factor: string) => han`${rounds}轮：是每个节点调用一次的${factor}分之一。`,
        },
        change: {
          ask: (change: string, slow: string, fast: string) =>
            han`每一轮都把误差乘以同一因子 q，而最后一次的变动为${change}。若 q = ${slow}，剩下的误差有多大？若 q = ${fast}呢？`,
          answer: (slow: string, fast: string) =>
            han`变动等于前一误差减后一误差，所以剩下的误差等于变动乘以 q / (1 − q)：分别为${slow}与${fast}。仅凭变动小，不能断定误差小。`,
        },
      },
      hump: {
        peak: {
          ask: (reach: string, tolerance: string) =>
            han`k 轮之后，一块的误差约为 (L h)^k / k!，其中 h 是块的长度，L 表示得分函数变化的快慢。设 L h = ${reach}。它在哪几轮之后最大，有多大？从第几轮起小于${tolerance}？`,
          answer: (first: string, second: string, largest: string, below: string) =>
            han`在${first}轮与${second}轮之后最大，为${largest}。从第${below}轮起。`,
        },
        pieces: {
          ask: (blocks: string, reach: string) =>
            han`把同一路径切成${blocks}块，每块 L h = ${reach}。现在误差峰值有多大？各块依次做完共需多少轮？`,
          answer: (hump: string, each: string, all: string, before: string) =>
            han`误差峰值为${hump}。每块要${each}轮，共${all}轮：比单块时的${before}轮多，但没有那样的峰值。`,
        },
        overflow: {
          ask: (largest: string) => han`半精度最大只到${largest}。误差峰值超过它的最小整数 L h 是多少？`,
          answer: (reach: string, hump: string, before: string, smaller: string) =>
            han`是${reach}，峰值为${hump}；取${before}时为${smaller}。`,
        },
      },
      blocks: {
        count: {
          ask: (blocks: string, nodes: string, rounds: string, whole: string, more: string) =>
            han`共 N 块，每块 M 个节点、K 轮。总轮数、每个粒子的求值次数与并行节点数各是多少？比较：${blocks}块，每块${nodes}个节点、${rounds}轮；单块，${whole}个节点、${more}轮。`,
          answer: (short: string, one: string) =>
            han`轮数为 N K，求值次数为 N M K，并行节点数为 M：${short}，对${one}。`,
        },
        fixed: {
          ask: (reach: string, rounds: string) =>
            han`把 L h = ${reach}的路径等分为 1、2、4 或 8 块，每块做${rounds}轮。最后每块的 (L h)^k / k! 有多大？`,
          answer: (errors: string) => han`依次为${errors}。只有块短，固定的轮数才够用，无论路径有多长。`,
        },
        many: {
          ask: '块的长度恒定。为什么理论说块数约与 log d 成正比，而不是一个常数？',
          answer: '维数越高，路径越长：数据要淹没在噪声之中，所需的终止时间 T 像 log d 那样增长（arXiv 2405.15986）。',
        },
      },
      dimension: {
        bounds: {
          ask: (least: string, middle: string, most: string) =>
            han`一个上界与 d 成正比，另一个与 (log d)² 成正比。从 d = ${least}到 d = ${middle}，它们各增加到几倍？再到 d = ${most}呢？`,
          answer: (linear: string, first: string, second: string) =>
            han`前者两次都是${linear}倍，后者先是${first}倍，再是${second}倍：定理在高维时才有分量。`,
        },
        exponent: {
          ask: (divergence: string, least: string, few: string, most: string, many: string) =>
            han`数据为高斯分布，要求 KL 散度不超过${divergence}，网格均匀，串行采样器在${least}维时要${few}步，在${most}维时要${many}步。d 的几次幂同时经过这两点？`,
          answer: (exponent: string) => han`两个比值的对数之商：${exponent}。理论中的 1 次是上界。`,
        },
        horizon: {
          ask: (base: string, length: string, least: string, most: string) =>
            han`设起始的噪声时间为 T = ${base} + log d，取自然对数。d = ${least}与 d = ${most}时，各要几块长度为${length}的块？`,
          answer: (few: string, many: string, short: string, long: string) =>
            han`T = ${short}时要${few}块，T = ${long}时要${many}块。`,
        },
      },
      price: {
        lanes: {
          ask: (blocks: string, nodes: string, rounds: string, steps: string, lanes: string) =>
            han`在 P 条并行通道上，R 行的一轮用时为 R / P，向上取整。一个粒子要做${blocks}块，每块${nodes}个节点、${rounds}轮；或者串行${steps}步。P = ${lanes}时两者各用时多少？何处持平？`,
          answer: (times: string, steps: string, level: string) =>
            han`分块用时依次为${times}，串行总是${steps}。${level}条通道时持平。`,
        },
        energy: {
          ask: '这是多少次求值，是串行采样器的几倍？通道增多会改变什么？',
          answer: (evaluations: string, factor: string) =>
            han`${evaluations}次，是其${factor}倍。都不改变：通道改变用时，不改变计算量与能耗。`,
        },
        honest: {
          ask: (passes: string, steps: string, rounds: string) =>
            han`在二维中，用完整雅可比矩阵的一轮，每行要调用网络${passes}次。单块，${steps}个节点，只做${rounds}轮。这是串行计算量的几倍？要说它代替了全部串行步，还应先问什么？`,
          answer: (factor: string) =>
            han`${factor}倍。要问：同时保存多少个节点；是全部样本一致还是只有一半；步数较少的串行采样是否已能给出同样好的样本，因为步数可以任意取大。`,
        },
      },
    },
  },
  failure: {
    title: '页面自身出现了错误。',
    advice: '请重新载入页面。若错误再次出现，请去掉网址中 # 之后的部分再打开。',
    reload: '重新载入',
  },
  close: '关闭',
  panels: {
    title: '面板',
    figure: '图',
    race: '竞速',
    quality: '样本质量',
    labs: '实验',
  },
  race: {
    title: '同一噪声上的竞速',
    problem: (target: string, dynamics: string, steps: string, particles: string, seed: string) =>
      han`${target}，${dynamics}，${steps} 步，${particles} 个粒子，种子 ${seed}`,
    run: '开始竞速',
    runRest: '运行新增的赛道',
    done: '所有赛道均已运行',
    cancel: '取消',
    working: (done: string, total: string) => han`第 ${done} 条赛道，共 ${total} 条`,
    waiting: '尚未运行',
    running: (share: string) => han`正在运行，${share}`,
    impossible: '无法运行',
    failed: '失败',
    cancelled: '已取消。已完成的赛道予以保留。',
    lanes: '赛道',
    addLane: '添加赛道…',
    addChosen: '添加设置中的采样器',
    resetLanes: '恢复最初的赛道',
    edit: '编辑',
    remove: '删除',
    editLane: (lane: string) => han`编辑赛道：${lane}`,
    removeLane: (lane: string) => han`删除赛道：${lane}`,
    tolerance: '终点容差',
    toleranceRange: (text: string) => han`容差为“${text}”；应为 1e-9 到 1,000 之间的数。`,
    clock: '时钟',
    clocks: { rounds: '网络调用次数', time: '本机用时' },
    play: '播放',
    pause: '暂停',
    position: '时钟',
    speed: '速度',
    speeds: (speed: number) => han`${speed} 次调用/秒`,
    atCalls: (calls: string) => han`${calls} 次网络调用之后`,
    atTime: (time: string) => han`${time} 之后`,
    firstFinish: '首个到达终点',
    end: '末尾',
    reduced: (particles: string, of: string) => han`没有 GPU，竞速缩小了规模：粒子由 ${of} 个减为 ${particles} 个。`,
    reducedBoth: (particles: string, of: string, steps: string, ofSteps: string) =>
      han`没有 GPU，竞速缩小了规模：粒子由 ${of} 个减为 ${particles} 个，步数由 ${ofSteps} 减为 ${steps}。`,
    inFull: '完整竞速',
    smaller: '缩小竞速',
    table: '竞速数据表',
    columns: {
      label: '赛道',
      rounds: '轮数',
      finish: '到达终点',
      finishMedian: '中位',
      evaluations: '求值次数',
      derivatives: '导数求值',
      nodesInFlight: '并行节点',
      hump: '误差峰值',
      error: '最终误差',
      errorMedian: '其中位数',
      milliseconds: '本机用时',
    },
    never: '未到达',
    actions: '操作',
    measured:
      '到达终点：依次进行多少次网络调用之后，每个粒子的每个节点与同一噪声上串行路径之差都不超过容差，且此后一直如此。中位：对每个节点的中位粒子作同样统计；不同节点的中位粒子可以不同，因此至少一半粒子需要不少于此数。轮数：到该赛道按自己的准则停止为止。求值次数按每个粒子计，也含导数。最终误差：各节点中的最大者，分别对最差粒子和中位粒子。',
    timeNote: '本机用时为各赛道的实测用时，均摊到它的各次网络调用；除串行赛道外，其中一部分用于测量误差。',
    export: '导出竞速',
    exportCsv: '数据表（CSV）',
    exportJson: '竞速（JSON）',
    exportLanes: '赛道图（SVG）',
    exportCurves: '误差曲线（SVG）',
    noLanes: '没有赛道。请添加一条，或恢复最初的赛道。',
    dialog: {
      add: '添加赛道',
      edit: '编辑赛道',
      method: '方法',
      blocks: '块数',
      linearPart: '线性部分',
      start: '初始路径',
      window: '窗口',
      memory: '记忆',
      tolerance: '自身容差',
      pipelined: '粗扫描计为一轮',
      iterations: '最多轮数',
      none: '无',
      apply: '使用此赛道',
      note: '赛道按自身容差停止，这是它看得到的量；是否到达终点，则对照串行路径测量。',
    },
  },
  quality: {
    title: '相同深度下的样本质量',
    intro:
      '竞速中的每种方法在每块固定的轮数之后停止，串行采样器则改用更少、更大的步：依次调用网络同样多次之后，谁的样本更接近目标分布？',
    run: '测量',
    runRest: '测量新增部分',
    done: '均已测量',
    cancel: '取消',
    working: (done: string, total: string) => han`第 ${done} 次运行，共 ${total} 次`,
    waiting: (runs: string) => han`共 ${runs} 次运行，逐一进行。请按“测量”。`,
    cancelled: '已取消。已测得的结果予以保留。',
    measures: { 'energy-distance': '能量距离的平方', 'kl-divergence': '拟合矩的 KL 散度' },
    reduced: (particles: string, of: string) =>
      han`没有 GPU，这些运行缩小了规模：粒子由 ${of} 个减为 ${particles} 个。`,
    reducedBoth: (particles: string, of: string, steps: string, ofSteps: string) =>
      han`没有 GPU，这些运行缩小了规模：粒子由 ${of} 个减为 ${particles} 个，步数由 ${ofSteps} 减为 ${steps}。`,
    few: '粒子这样少时，细小的差别淹没在带状区域之中。',
    inFull: '完整',
    smaller: '缩小',
    floor: (sets: string, particles: string) =>
      han`带状区域：${sets} 组、每组 ${particles} 个精确样本，以同样方式比较；点线：其均值。`,
    compared: (compared: string) => han`比较前 ${compared} 个粒子。`,
    leftOutTitle: '未列入：',
    leftOut: (label: string) => han`${label}：`,
    leftOutSeparator: '；',
    notFixed: '它没有固定的轮数',
    table: '样本质量数据表',
    columns: {
      curve: '方法',
      amount: '轮数或步数',
      rounds: '网络调用',
      evaluations: '求值次数',
      derivatives: '其中导数',
      distance: '距离',
      overFloor: '与下限之比',
    },
    failed: '失败',
    methods: '这里的方法即竞速中的方法；请在那里添加或修改。',
    export: '导出样本质量',
    exportCsv: '数据（CSV）',
    exportJson: '比较（JSON）',
    exportSvg: '图（SVG）',
  },
  views: {
    notFinite: '非有限',
    sequential: '串行',
    samplers: { parallel: '并行', 'few-step': '少步', sequential: '本次运行' },
    networkCalls: (count: string) => han`${count}次网络调用`,
    calls: (count: string) => han`${count}次调用`,
    noRound: '尚未完成任何一轮。',
    axes: { node: '节点', error: '误差', calls: '调用次数', networkCalls: '网络调用次数' },
    places: {
      separator: '，',
      start: '初始路径',
      firstSweep: '首次扫描',
      corrector: '校正器',
      shortCorrector: '校正',
      correctorSign: '校',
      names: {
        block: '块',
        corrector: '校正子块',
        window: '窗口',
        round: '轮',
        iteration: '迭代',
        coarseStep: '粗步',
        fineStep: '细步',
        step: '步',
        node: '节点',
      },
      at: {
        block: (number: string) => han`第${number}块`,
        corrector: (number: string) => han`第${number}个校正子块`,
        window: (number: string) => han`第${number}个窗口`,
        round: (number: string) => han`第${number}轮`,
        iteration: (number: string) => han`第${number}次迭代`,
        coarseStep: (number: string) => han`粗扫描第${number}步`,
        fineStep: (number: string) => han`细步第${number}步`,
        step: (number: string) => han`第${number}步`,
        node: (number: string) => han`节点${number}`,
      },
    },
    outcome: {
      hump: (hump: string) => han`途中的最大误差（误差峰值）为${hump}`,
      running: (calls: string, finished: string, total: string, hump: string) =>
        han`经过${calls}，${total}个节点中已完成${finished}个；到目前为止，${hump}。`,
      sequential: (calls: string, total: string) => han`串行采样器为${total}个节点依次进行了${calls}。`,
      fewSteps: (calls: string, error: string, total: string) =>
        han`经过${calls}，各大步终点处的节点与需要${total}次调用的串行路径相差至多${error}：步长不同，所解的方程也不同。`,
      lost: (calls: string, total: string, hump: string) =>
        han`经过${calls}，${total}个节点中有一些不是有限值；${hump}。`,
      near: (calls: string, total: string, tolerance: string, hump: string) =>
        han`经过${calls}，全部${total}个节点与需要${total}次调用的串行路径相差不超过${tolerance}；${hump}。`,
      far: (calls: string, error: string, total: string, hump: string) =>
        han`经过${calls}，各节点与需要${total}次调用的串行路径相差至多${error}；${hump}。`,
      exactSurrogate: (components: string) =>
        han`代理混合分布有${components}个分量，与数据一样多：它就是得分函数本身。`,
    },
    stage: {
      titles: { parallel: '并行采样器的粒子', sequential: '串行采样器的粒子' },
      principalAxes: ['第一主轴', '第二主轴'],
      shown: (shown: string, total: string) => `${shown} / ${total}`,
      particles: (count: string) => han`${count}个粒子`,
      lost: (count: string) => han`，${count}个非有限`,
      outside: (count: string) => han`，${count}个在图外`,
      node: (node: string) => han`节点${node}`,
      nodeAndTime: (node: string, noiseTime: string) => han`节点${node}，r = ${noiseTime}`,
      columns: ['粒子', '节点', 'x1', 'x2'],
      parallel: (particles: string, target: string) => han`目标分布“${target}”的${particles}个粒子。`,
      sequential: (particles: string, target: string, calls: string) =>
        han`目标分布“${target}”的${particles}个粒子，逐个节点采样，共${calls}次网络调用。`,
    },
    convergence: {
      title: '相对串行解的误差',
      tolerance: '容差',
      nodesFinished: '已完成的节点',
      worst: '最差',
      quantiles: { wide: '99%、中位', narrow: '99%、50%' },
      residual: '残差',
      readout: (calls: string, worst: string, median: string) => han`${calls}后：最差${worst}，中位${median}`,
      columns: {
        calls: '网络调用次数',
        firstNode: '首个节点',
        lastNode: '末个节点',
        nodes: '节点数',
        residual: '残差',
        error: '最差误差',
        error99: '99% 误差',
        errorMedian: '中位误差',
        finished: '已完成的节点',
        sequential: '串行采样器已完成的节点',
      },
    },
    heatmap: {
      title: '误差随网络调用次数与节点的变化',
      slope: {
        wide: (tolerance: string, slope: string, node: string) =>
          han`误差不超过${tolerance}：每轮${slope}个节点，到节点${node}`,
        narrow: (slope: string, node: string) => han`每轮${slope}个，到${node}`,
        tight: (slope: string) => han`每轮${slope}个`,
      },
      fronts: {
        exact: {
          wide: (node: string) => han`精确：每轮 1 个节点，到节点${node}`,
          tight: () => '精确',
          narrow: (node: string) => han`精确到${node}`,
        },
        blocks: {
          wide: (node: string) => han`精确：每次迭代 1 块，到节点${node}`,
          tight: () => '精确',
          narrow: (node: string) => han`精确到${node}`,
        },
        window: { wide: '窗口已滑过', narrow: '已滑过', tight: '已滑过' },
      },
      columns: ['节点', '噪声时间', '完成时的网络调用次数', '最差误差', '99% 误差', '中位误差', '残差'],
      summary: (calls: string, tolerance: string, node: string, total: string, slope: string) =>
        han`经过${calls}，误差都不超过${tolerance}的前沿到达节点${node}（共${total}个），每轮推进${slope}个节点；串行采样器每轮推进 1 个。`,
    },
    race: {
      title: '网络调用次数相同时已完成的节点',
      after: (calls: string) => han`${calls}之后`,
      inFlight: '正在计算的节点',
      finished: '已完成',
      finishedNeeding: (needs: string) => han`已完成，需${needs}次调用`,
      counted: (count: string, total: string) => `${count} / ${total}`,
      countedNeeding: (count: string, total: string, needs: string) => han`${count} / ${total}，需${needs}次调用`,
      columns: ['网络调用次数', '已完成的节点，并行', '已完成的节点，串行'],
      samplers: { parallel: '并行采样器', 'few-step': '少步采样器', sequential: '本次运行' },
      all: (total: string) => han`全部${total}`,
      summary: (calls: string, sampler: string, finished: string, sequential: string) =>
        han`经过${calls}，${sampler}已完成${finished}个节点，串行采样器已完成${sequential}个。`,
    },
    raceLanes: {
      title: '各赛道中与串行路径一致的节点',
      within: (tolerance: string) => han`与串行路径相差不超过${tolerance}：`,
      all: '所有粒子',
      half: '半数粒子',
      inFlight: '本次调用的节点',
      node: { wide: '节点，从噪声到数据', narrow: '节点' },
      finishedAfter: (calls: string) => han`${calls}次后到达终点`,
      stoppedAt: (share: string) => han`停在${share}`,
      counted: (count: string, total: string) => `${count} / ${total}`,
      columns: ['赛道', '网络调用次数', '一致的节点', '节点总数', '状态'],
      none: '尚未运行任何赛道。',
      first: (lane: string, steps: string, tolerance: string, calls: string, price: string) =>
        han`“${lane}”最先到达：${calls}之后，全部${steps}个节点与串行路径相差不超过${tolerance}${price}。`,
      price: (work: string) => han`，代价为串行计算量的${work}倍`,
      priceWithDerivatives: (work: string) => han`，代价为串行计算量的${work}倍（含导数）`,
      firstTogether: (lanes: string, steps: string, tolerance: string, calls: string) =>
        han`${lanes}同时最先到达：${calls}之后，全部${steps}个节点与串行路径相差不超过${tolerance}。`,
      never: (lanes: string, tolerance: string) => han`${lanes}未能使全部节点与串行路径相差不超过${tolerance}。`,
      neverThatNear: (lanes: string) => han`${lanes}未能使全部节点达到这一精度。`,
      list: (names: readonly string[]) => names.map((name) => `“${name}”`).join('、'),
    },
    raceCurves: {
      title: '与串行路径一致的节点数随时钟的变化',
      agreeing: '一致的节点数',
      clocks: { rounds: '网络调用次数', time: '本机毫秒数' },
      columns: { lane: '赛道', rounds: '网络调用次数', time: '毫秒', agreeing: '一致的节点数' },
    },
    quality: {
      title: '相同深度下与目标分布的距离',
      calls: { wide: '依次进行的网络调用次数', narrow: '按网络调用次数' },
      exactSamples: '精确样本',
      columns: {
        method: '方法',
        amount: '轮数或步数',
        calls: '网络调用次数',
        evaluations: '求值次数',
        derivatives: '其中导数',
        overFloor: '与下限之比',
      },
      none: '尚未测量。',
      fewerSteps: (calls: string, steps: string) => han`减少步数的串行采样器则需${steps}步中的${calls}步`,
      fewerStepsNever: '减少步数的串行采样器在已测范围内没有进入',
      inBand: (method: string, calls: string, evaluations: string, fewerSteps: string) =>
        han`“${method}”经过${calls}、${evaluations}次求值进入精确样本的带状区域；${fewerSteps}。`,
      nearReference: (method: string, calls: string) => han`“${method}”经过${calls}后，距离与之相差不到一成。`,
      referenceOutside: (steps: string) =>
        han`串行采样器走完全部${steps}步（所有并行方法都收敛到它的样本），仍在精确样本的带状区域之外。`,
      noneInBand: (fewerSteps: string) => han`已测的并行方法都没有进入精确样本的带状区域；${fewerSteps}。`,
      nothingInBand: '已测的方法都没有进入精确样本的带状区域。',
    },
  },
  targets: {
    names: {
      'two-moons': '双月',
      checkerboard: '棋盘',
      spiral: '螺旋线',
      ring: '环',
      pinwheel: '风车',
      'swiss-roll': '瑞士卷',
    },
    network: (data: string) => han`${data}（训练好的网络）`,
    halfNetwork: (data: string) => han`${data}（训练好的网络，半精度权重）`,
    shortNetwork: (data: string) => han`${data}，网络`,
    gaussian: (dimension: string) => han`${dimension}维高斯分布`,
    mixture: (components: string, dimension: string) => han`${dimension}维混合分布，${components}个分量`,
    random: (components: string, dimension: string) => han`${dimension}维随机混合分布，${components}个分量`,
    points: (count: string) => han`${count}个点`,
  },
  methods: {
    piadm: {
      label: 'PIADM',
      explanation: '网络在一块的所有节点上同时求值，逐轮重复，直到该块不再改变；它的末节点是下一块的起点。',
      source: 'arXiv 2405.15986',
    },
    window: {
      label: '滑动窗口',
      explanation:
        '窗口中的节点同时更新。每轮之后，窗口滑过最前面那些变化小于容差的节点；容差以各节点自身一步的噪声为单位。',
      source: 'ParaDiGMS，arXiv 2305.16317',
    },
    wavefront: {
      label: '波前',
      explanation:
        '所有块同时逐轮迭代：第 n 块的每一轮都从第 n − 1 块末端的最新值出发。各块依次相隔一轮加入，并按顺序完成。',
      source: 'arXiv 2412.07435',
    },
    anderson: {
      label: '三角安德森加速',
      explanation:
        '一轮使节点 j 改变 R。将它与此前几轮之间的差 Δ 加权组合，权重使前面所有节点的改变量最小；由于一个节点的权重只用到它之前的节点，已经精确的部分保持精确。',
      source: 'ParaTAA，arXiv 2402.09970',
    },
    parareal: {
      label: 'Parareal',
      explanation:
        '每块走一大步 G，得到所有块末端 x。每次迭代中，各块同时逐个节点求解（F），再以一次大步扫描把遗漏的部分传递下去。k 次迭代之后，前 k 块是精确的。',
      source: 'SRDS，arXiv 2412.08292',
    },
    'few-step': {
      label: '少步采样',
      explanation:
        '步长更大的串行采样器，每步跨过 L 个节点中的 S 个，使用同一噪声：在相同深度下，并行的各轮应当与它比较。它所解的方程与全网格不同，因此与全网格解的误差不会消失。',
      source: '比较基准；出处见求解器',
    },
    sequential: {
      label: '串行',
      explanation: '一个节点接一个节点：节点有多少，就要依次调用网络多少次。其他方法都以它的路径为准。',
      source: '指数积分器，arXiv 2209.11215',
    },
  },
  updates: {
    picard: {
      label: '皮卡',
      explanation: '线性漂移精确积分，得分函数取自上一轮：即 PIADM 论文中的迭代。',
      source: 'arXiv 2405.15986，算法 1 和 2',
    },
    paradigms: {
      label: 'ParaDiGMS',
      explanation: '整个一步（漂移和得分函数）都取自上一轮，再把增量累加起来。',
      source: 'arXiv 2305.16317',
    },
    jacobi: {
      label: '雅可比迭代',
      explanation: '每个节点从前一节点上一轮的状态走一步串行步；只有精确前沿向前推进。',
      source: '雅可比迭代，如 arXiv 2305.16317 第 3 节',
    },
    'gaussian-data': {
      label: '高斯数据',
      explanation: '用方差相同的高斯数据的导数代替得分函数的导数；不增加计算量，误差峰值大为减小。',
      source: 'arXiv 2309.12252 的拟牛顿形式，取高斯分布的精确导数',
    },
    'scaled-identity': {
      label: '数量矩阵',
      explanation: '用一步的导数之迹除以 d 再乘单位矩阵来代替该导数：每个节点、每个粒子只有一个数。',
      source: 'DEER 的拟牛顿形式，arXiv 2309.12252 和 arXiv 2407.19115',
    },
    diagonal: {
      label: '对角矩阵',
      explanation: '用一步的导数的对角部分代替该导数，各坐标因而不耦合。',
      source: 'quasi-DEER，arXiv 2407.19115',
    },
    jacobian: {
      label: '完整雅可比矩阵',
      explanation: '牛顿法：取一步的完整导数，并裁剪其特征值，使迭代保持有限。',
      source: 'DEER，arXiv 2309.12252；裁剪如 ELK，arXiv 2407.19115',
    },
    'path-regression': {
      label: '路径回归',
      explanation:
        '由网络自身沿粒子路径的输出来估计得分函数的导数：相邻节点因噪声而在各个方向上有差别，对周围节点作最小二乘即得对称矩阵 S（ρ 使旧数据逐渐遗忘，w 按噪声加权，n = 1 − a²）。不用导数，也不增加调用；仅用于 SDE。',
      source: '本站提出；思路来自 Broyden 型拟牛顿法和 DEER，arXiv 2309.12252',
    },
    surrogate: {
      label: '代理混合分布',
      explanation:
        '用分量不多的混合分布拟合数据，它的得分函数有闭式，由此得知网络的得分函数从旧状态到新状态如何变化。每行调用一次网络，不用导数。对网络而言，拟合的是其训练数据；若分量与数据一样多，它就是数据的得分函数本身。',
      source: '本站提出；思路来自 Parareal 类方法的延迟校正，以拟合的混合分布为粗模型',
    },
    'surrogate-regression': {
      label: '代理与路径回归',
      explanation:
        '拟合的混合分布预测得分函数如何变化，再沿粒子路径用最小二乘预测它的偏差。每行调用一次网络，不用导数；仅用于 SDE。',
      source: '本站提出；思路来自 Broyden 型拟牛顿法和 DEER，arXiv 2309.12252',
    },
  },
  starts: {
    constant: {
      label: '常值',
      explanation: '块中每个节点都从该块的初始状态开始。',
      source: 'arXiv 2405.15986，算法 1',
    },
    gaussian: {
      label: '高斯路径',
      explanation: '均值、方差相同的高斯数据的采样器在同一噪声上的路径。其得分函数有闭式，因此不调用网络。',
      source: 'arXiv 2405.15986 的采样器用于高斯数据',
    },
    prediction: {
      label: '数据预测',
      explanation:
        '在块的初始状态调用一次网络，预测其中的数据与噪声；每个节点取这份数据，并按自身时刻加上相应份量的这份噪声。这次调用计作一轮。',
      source: 'ParaSolver，ICLR 2025',
    },
    surrogate: {
      label: '代理路径',
      explanation: '对数据拟合的、分量不多的混合分布的采样器在同一噪声上的路径。其得分函数有闭式，因此不调用网络。',
      source: '本站提出；思路来自 Parareal 的粗扫描，以拟合的混合分布为粗模型',
    },
  },
  solvers: {
    exponential: {
      label: '指数积分器',
      explanation:
        '与全网格的一步相同，只是更长：线性漂移精确积分，得分函数取首节点处的值。对于 SDE，其噪声是所跨过的各节点噪声的精确之和。',
      source: 'arXiv 2209.11215',
    },
    ddim: {
      label: 'DDIM',
      explanation: '整步都沿用首节点处的数据预测。用于 ODE。',
      source: 'arXiv 2010.02502',
    },
    'dpm-solver++': {
      label: 'DPM-Solver++(2M)',
      explanation: '以对数信噪比为自变量，由本步和上一步的数据预测作线性外推：每步调用一次网络，达到二阶。用于 ODE。',
      source: 'arXiv 2211.01095',
    },
  },
  clips: {
    data: {
      label: '数据所在的方盒',
      explanation:
        '新状态及在该处预测的得分函数对应一个数据点。若它落在数据的方盒之外，就把状态和得分函数换成盒中最近一点所对应的值。不增加计算量，也不改变解。',
      source: '本站提出；把 arXiv 2205.11487 的静态阈值裁剪用于更新之内',
    },
  },
  roundings: {
    f16: {
      label: '半精度，溢出扩散',
      explanation:
        '每轮之后，状态都舍入到 11 位有效二进制数字。超过 65,504 即成为无穷大，并破坏其后的节点，直到前沿越过它们。',
      source: 'IEEE 754，binary16',
    },
    'f16-saturating': {
      label: '半精度，溢出饱和',
      explanation: '每轮之后，状态都舍入到 11 位有效二进制数字；超过 65,504 时停在该值，溢出因而被掩盖。',
      source: 'IEEE 754，binary16',
    },
  },
  correctors: {
    langevin: {
      label: '欠阻尼朗之万',
      explanation:
        '在每块的末端，噪声时间静止，状态如同数据势场中带摩擦和噪声的质点那样运动，由各子块上的逐轮迭代求解。除步长误差外，它保持加噪数据的分布不变，从而消除此前各块的误差。L 是该势能的最大曲率。',
      source: 'arXiv 2405.15986，算法 3',
    },
  },
  lanes: {
    separator: '，',
    windowOf: (method: string, nodes: string) => han`${method}，宽${nodes}`,
    remembering: (method: string, rounds: string) => han`${method}（${rounds}）`,
    blocks: (count: string) => han`${count}块`,
    updates: {
      picard: '皮卡',
      paradigms: 'ParaDiGMS',
      jacobi: '雅可比迭代',
      'gaussian-data': '高斯数据',
      'scaled-identity': '数量矩阵',
      diagonal: '对角矩阵',
      jacobian: '完整雅可比矩阵',
      'path-regression': '路径回归',
      surrogate: '代理混合分布',
      'surrogate-regression': '代理与路径回归',
    },
    starts: {
      constant: '常值初始路径',
      gaussian: '高斯初始路径',
      prediction: '数据预测初始路径',
      surrogate: '代理初始路径',
    },
    clipped: '裁剪到数据',
    pipelined: '流水线',
    rounds: (count: string) => han`${count}轮`,
    tolerance: (tolerance: string) => han`容差${tolerance}`,
    numbered: (name: string, number: string) => han`${name}（${number}）`,
    fewerSteps: '减少步数',
    fewerStepsBy: (solver: string) => han`减少步数，${solver}`,
  },
  presets: {
    groups: {
      blocks: '块与轮',
      methods: '其他方法',
      'fewest-rounds': '最少的轮数',
      'precision-and-dimension': '精度与维数',
    },
    entries: {
      'two-moons-network': { name: '双月，训练好的网络', claim: '512 个串行步用不到 100 轮完成。' },
      'gaussian-linear-part': { name: '高斯线性部分', claim: '同样的 512 步用不到 70 轮，并行节点数不变。' },
      'one-block': { name: '单块', claim: '不到 50 轮，但误差峰值超过 1,000，计算量超过串行的 20 倍。' },
      'three-rounds': { name: '每块三轮', claim: '24 轮之后路径误差仍超过 0.1，而粒子已占满八个模态。' },
      'rounds-as-nodes': {
        name: '轮数等于节点数',
        claim: '每块 16 个节点，16 轮后精确到舍入误差；64 步用了 64 轮：毫无所得。',
      },
      ode: { name: '概率流 ODE', claim: '没有噪声时，不到 60 轮，误差峰值小于 1。' },
      'ode-corrector': {
        name: '带校正器的 ODE',
        claim: '块末的朗之万步使 512 个串行步增至 704 个；不到 110 轮全部完成。',
      },
      'checkerboard-network': { name: '棋盘，训练好的网络', claim: '由双月换成八个方格：512 步仍用不到 110 轮。' },
      window: { name: '滑动窗口（ParaDiGMS）', claim: '并行节点数 64，不到 45 轮，计算量不到串行的 5 倍。' },
      wavefront: { name: '波前', claim: '各块重叠推进，不到 60 轮，但并行节点数为 512，误差峰值超过 1,000。' },
      anderson: {
        name: '三角安德森加速',
        claim: '单块，不到 30 轮，误差峰值小于 1,000，每个节点每轮只调用一次网络。',
      },
      parareal: {
        name: 'Parareal（SRDS）',
        claim: '即使采用流水线，512 次调用中仍有 100 多次须依次进行，但并行节点数仅 32。',
      },
      'few-steps': { name: '少步采样', claim: '32 次调用之后粒子已落在双月上，但路径与 512 步的路径相差超过 0.1。' },
      'scaled-identity': { name: '数量矩阵', claim: '不到 20 轮，但计算量超过串行的 20 倍，其中三分之二是导数。' },
      newton: {
        name: '牛顿法，高斯初始路径',
        claim: '3 轮之后，中位粒子在全部 512 步上的误差小于 0.001；最差粒子则要 5 轮以上。',
      },
      'path-regression': { name: '路径回归', claim: '仅凭网络的输出，用不到 15 轮：不计算任何导数。' },
      'best-without-derivatives': {
        name: '不用导数的最佳方法',
        claim: '512 步用不到 10 轮，计算量不到 10 倍；2 轮后中位误差小于 0.001。',
      },
      'best-with-derivatives': {
        name: '使用导数的最佳方法',
        claim: '512 步用不到 12 轮，中位粒子只要 2 轮；每轮的计算量为串行总量的 3 倍。',
      },
      'best-ode': { name: 'ODE 的最佳方法', claim: '没有噪声的路径：中位粒子 1 轮即可，全部粒子不到 7 轮。' },
      'half-precision': {
        name: '半精度，单块',
        claim: '误差峰值溢出。恢复需要 150 多轮，但所有节点最终误差小于 0.01。',
      },
      'gaussian-32': {
        name: '32 维高斯分布',
        claim: '线性部分与这种数据完全吻合：每块两轮，一轮求解、一轮确认，共 16 轮。',
      },
    },
  },
  labs: {
    panel: {
      choose: '实验',
      run: '运行实验',
      runRest: '运行其余部分',
      done: '全部运行完毕',
      cancel: '取消',
      working: (done: string, total: string) => han`第 ${done} 次运行，共 ${total} 次`,
      cancelled: '已取消。已完成的运行予以保留。',
      reset: '恢复默认',
      more: '规模与种子',
      settings: '本实验的设置',
      reduced: (particles: string, of: string) => han`没有 GPU，实验缩小了规模：${particles}；完整规模：${of}。`,
      inFull: '完整运行',
      smaller: '缩小运行',
      shipped: (backend: string, command: string) =>
        han`随页面附带的数据点由 ${command} 测得（${MEASURED_ON[backend] ?? backend}）。`,
      claims: '数据说明了什么',
      ofFigure: (problem: string) => han`“图”中的运行：${problem}`,
      export: '导出实验',
      exportCsv: '数据点（CSV）',
      exportJson: '实验（JSON）',
      exportSvg: '图（SVG）',
      exportPng: '图（PNG）',
      pick: (budget: string) => han`先猜后看：总共 ${budget} 轮，分成几块时终点误差最小？`,
      show: '直接显示',
      notANumber: (value: string) => han`“${value}”不是数。`,
    },
    title: '实验',
    names: {
      'two-axes': '两个方向',
      'block-length': '块的长度',
      'budget-duel': '预算对决',
      dimension: '维数',
      cost: '代价',
      race: '竞速',
    },
    see: {
      'two-axes': '沿轮数与噪声时间拖动：每一轮同时修正整块，前沿已扫过的部分几乎不再变动。',
      'block-length': '只看轮数，会以为分块无用。请同时看各图：分块限制了误差峰值、计算量与内存，并使固定的轮数足够。',
      'budget-duel': '总轮数相同，用于许多块或少数几块：哪一种最接近串行路径？',
      dimension: '维数增大时，串行采样器要达到同样的精度需要更多的步；并行采样器的轮数增长慢得多。',
      cost: '轮数少了，计算量就多了：并行通道少时并行采样器更慢，多时更快，而能耗总是要付的。',
      race: '所有赛道在同一噪声上求解同样的方程，终点的图像相同；不同的是轮数与计算量。',
    },
    controls: {
      target: '目标分布',
      dynamics: '动力学',
      horizon: '终止时间 T',
      precision: '状态的精度',
      stopping: '一块何时结束',
      iterations: '每块轮数',
      paths: '最多画几条路径',
      budget: '预算，轮',
      family: '数据',
      spacing: '网格',
      largest: '最高维数',
      steps: '步数',
      particles: '粒子数',
      chains: '链数',
      seed: '随机种子',
    },
    choices: {
      dynamics: { sde: 'SDE', ode: 'ODE' },
      precision: {
        f32: '单精度',
        f16: '半精度，溢出扩散',
        'f16-saturating': '半精度，溢出饱和',
        all: '三者并列',
      },
      stopping: { tolerance: '达到容差时', fixed: '固定轮数之后' },
      family: { gaussian: '高斯分布', mixture: '8 个随机模态' },
      spacing: { uniform: '按噪声时间均匀', stretched: '拉伸' },
    },
    nothing: '尚未测量。',
    blocks: (count: string) => han`${count}块`,
    verdicts: {
      names: { holds: '此处成立', fails: '此处不成立', unknown: '尚不可知' },
      holds: (statement: string, evidence: string) => han`此处成立：${statement}（${evidence}）。`,
      fails: (statement: string, evidence: string) => han`此处不成立：${statement}（${evidence}）。`,
      unknown: (statement: string) => han`尚不可知：${statement}。`,
    },
    claims: {
      humpGrows: {
        statement: '块越长，误差峰值越大',
        evidence: (one: string, blocks: string, short: string) => han`单块时${one}，${blocks}块时${short}`,
      },
      fewerBlocksFewerRounds: {
        statement: '不发生溢出时，块越少，轮数越少',
        evidence: (one: string, blocks: string, many: string) => han`单块时${one}轮，${blocks}块时${many}轮`,
      },
      blocksSaveWork: {
        statement: '分块节省计算量与内存',
        evidence: (blocks: string, work: string, memory: string) =>
          han`单块的求值次数是${blocks}块的${work}倍，并行节点数是其${memory}倍`,
      },
      halfCollapses: {
        statement: '半精度下单块会溢出，所需轮数至少加倍',
        evidence: (one: string, blocks: string, short: string) => han`单块时${one}轮，${blocks}块时${short}轮`,
      },
      saturationHides: {
        statement: '饱和掩盖了崩溃',
        evidence: (spreading: string, saturating: string) =>
          han`单块在溢出扩散时需${spreading}轮，在溢出饱和时需${saturating}轮`,
      },
      fixedRoundsNeedBlocks: {
        statement: '固定的轮数对短块足够，对一个长块则不够',
        evidence: (one: string, iterations: string, blocks: string, short: string, worst: string, rounds: string) =>
          han`单块做完${iterations}轮，中位误差为${one}；${blocks}块共${rounds}轮，中位误差为${short}，最差${worst}`,
      },
      crossingExists: {
        statement: '预算小时多块领先，预算大时单块领先',
        evidence: (many: string, budget: string, error: string) =>
          han`单块在${budget}轮处超过${many}块，此时两者的误差均为${error}`,
        far: '：两者都还远离串行路径',
        none: (many: string, smallest: string) => han`从${smallest}轮起，单块与${many}块的曲线不再相交`,
      },
      noCrossing: {
        statement: '在各种块数都付得起的预算上，单块总是领先',
        evidence: (smallest: string, one: string, many: string, manyError: string) =>
          han`在${smallest}轮处，单块的误差为${one}，${many}块的误差为${manyError}`,
        earlier: (budget: string) => han`；两条曲线在此之前于${budget}轮处相交`,
        crosses: (many: string, budget: string) => han`单块直到${budget}轮处才超过${many}块`,
      },
      oneBlockArrivesFirst: {
        statement: '单块最先与串行路径一致',
        evidence: (tolerance: string, one: string, blocks: string, many: string) =>
          han`误差不超过${tolerance}，单块需${one}轮，${blocks}块需${many}轮`,
      },
      roundsGrowSlower: {
        statement: '轮数随维数的增长远慢于步数',
        evidence: (
          steps: string,
          stepsLow: string,
          stepsHigh: string,
          rounds: string,
          roundsLow: string,
          roundsHigh: string,
        ) =>
          han`步数按 d 的${steps}次幂，介于${stepsLow}与${stepsHigh}之间；分块 PIADM 的轮数按${rounds}次幂，介于${roundsLow}与${roundsHigh}之间`,
      },
      gainGrows: {
        statement: '深度上的收益随维数增大',
        evidence: (smallestGain: string, smallest: string, largestGain: string, largest: string) =>
          han`d = ${smallest}时每轮相当于${smallestGain}步，d = ${largest}时${largestGain}步`,
      },
      stepsBelowBound: {
        statement: '步数的增长不快于与 d 成正比的理论上界',
        evidence: (slope: string) => han`按 d 的${slope}次幂`,
      },
      lanesDecide: {
        statement: '并行通道少时串行采样器更快，多时并行采样器更快',
        evidence: (work: string, particles: string, lanes: string, depth: string) =>
          han`并行采样器的计算量是${work}倍，${particles}个粒子时在${lanes}条通道处持平，最终快到${depth}倍`,
        never: (work: string) => han`并行采样器的计算量是${work}倍，始终不能持平`,
      },
      depthCostsEnergy: {
        statement: '轮数越少，求值越多',
        evidence: (wholeRounds: string, wholeWork: string, blocksRounds: string, blocksWork: string) =>
          han`单块：${wholeRounds}轮，求值为串行的${wholeWork}倍；分块：${blocksRounds}轮，${blocksWork}倍`,
      },
      firstNodesExact: {
        statement: 'k 轮之后，前 k 个节点是精确的',
        evidence: (rounds: string, error: string) => han`从起点算起的${rounds}轮中，这些节点的最大误差为${error}`,
      },
      agreementAhead: {
        statement: '路径在容差之内一致的部分，比精确的部分更远',
        evidence: (call: string, exact: string, agreeing: string, tolerance: string) =>
          han`第${call}次网络调用之后，精确到节点${exact}，误差不超过${tolerance}则到节点${agreeing}`,
        never: (tolerance: string) => han`误差不超过${tolerance}的部分从未领先`,
      },
      agreementFaster: {
        statement: '一致的部分每轮前进不止一个节点',
        evidence: (slope: string) => han`平均每轮${slope}个节点`,
      },
      samePicture: {
        statement: '所有赛道终点的图像相同',
        evidence: (lanes: string, largest: string, limit: string) =>
          han`${lanes}条赛道中最大的误差为${largest}；低于${limit}的差别看不出来`,
      },
      fewerRoundsThanBlocks: {
        statement: '波前与最佳方法的轮数少于分块，分块的轮数少于步数',
        evidence: (sequential: string, blocks: string, window: string, wavefront: string, best: string) =>
          han`串行${sequential}，分块${blocks}，窗口${window}，波前${wavefront}，最佳${best}`,
      },
      allPayWork: {
        statement: '每条并行赛道都以更多的求值为代价',
        evidence: (blocks: string, window: string, wavefront: string, best: string) =>
          han`为串行求值次数的倍数：分块${blocks}，窗口${window}，波前${wavefront}，最佳${best}`,
      },
      modelNamesWinner: {
        statement: '由本设备的通道数可判断谁用时更短',
        evidence: (lanes: string, model: string, measured: string) =>
          han`通道数约为${lanes}时，并行采样器的速度应为串行的${model}倍；实测${measured}倍`,
      },
    },
    race: {
      title: '五种方法在同一噪声上：已一致的节点，以及终点的图像',
      lanes: {
        sequential: '串行',
        blocks: '8 块',
        window: '64 个节点的窗口',
        wavefront: '波前',
        best: '最佳：代理混合分布',
      },
      reference: '其余各条的参照',
      difference: (error: string) => han`相差 ${error}`,
      key: (factor: string) => han`彩点：该赛道的样本；灰点：串行采样器的样本。线段：两者之差，放大 ${factor} 倍。`,
      columns: [
        '赛道',
        '轮数',
        '误差不超过 0.001 所需的网络调用次数',
        '求值次数',
        '并行节点数',
        '误差峰值',
        '最差误差',
        '中位误差',
      ],
    },
    twoAxes: {
      title: '逐轮变化的路径，沿噪声时间',
      noiseTime: '噪声时间 r',
      now: '本轮',
      before: { wide: '上一轮', narrow: '上一轮' },
      agreeing: {
        wide: (node: string, tolerance: string, slope: string) =>
          han`误差不超过${tolerance}，直到节点${node}，每轮${slope}个节点`,
        narrow: (node: string, slope: string) => han`一致到${node}，每轮${slope}个`,
      },
      exact: { wide: (node: string) => han`精确，直到节点${node}`, narrow: (node: string) => han`精确到${node}` },
      passed: { wide: (node: string) => han`窗口已滑过节点${node}`, narrow: (node: string) => han`已滑过${node}` },
      columns: ['网络调用次数', '精确到节点', '误差在容差之内，直到节点'],
    },
    blockLength: {
      title: '四个数与块长的关系',
      panels: {
        rounds: '轮数',
        evaluations: '求值次数',
        nodesInFlight: '并行节点数',
        hump: '误差峰值',
        error: '最终误差，最差粒子',
      },
      precisions: { f32: '单精度', f16: '半精度，溢出扩散', 'f16-saturating': '半精度，溢出饱和' },
      axes: { nodes: '节点数', blocks: '块数' },
      columns: ['精度', '块数', '每块节点数', '轮数', '求值次数', '并行节点数', '误差峰值', '最差误差', '中位误差'],
    },
    duel: {
      title: '误差与总轮数预算的关系',
      axes: { rounds: '总轮数', error: '误差' },
      arrived: { wide: '与串行路径一致，误差不超过 0.001', narrow: '误差不超过 0.001' },
      budget: (budget: string) => han`预算${budget}轮`,
      errorAt: (budget: string, error: string) => han`${budget}轮：${error}`,
      crossing: {
        wide: (budget: string) => han`单块在${budget}轮处超过 8 块`,
        narrow: (budget: string) => han`在${budget}轮处超过`,
      },
      median: (many: string) => han`中位粒子，1 块与${many}块`,
      pick: (blocks: string) => han`你的选择：${blocks}`,
      judged: {
        right: (blocks: string, budget: string, error: string) =>
          han`你选对了：${blocks}、${budget}轮时，最差粒子的误差为${error}，没有别的块数更好。`,
        wrong: (blocks: string, budget: string, error: string, best: string, bestError: string) =>
          han`${blocks}、${budget}轮时，最差粒子的误差为${error}；最好的是${best}，误差为${bestError}。`,
      },
      columns: ['块数', '每块轮数', '总轮数', '最差误差', '中位误差'],
    },
    dimension: {
      title: '接连的网络调用次数与维数的关系',
      curves: {
        steps: '串行步数',
        blocks: 'PIADM，块长 1.5',
        whole: 'PIADM，单块',
        best: '数量矩阵，高斯初始路径',
      },
      slope: (slope: string) => han`斜率${slope}`,
      slopeInterval: (slope: string, low: string, high: string) => han`斜率${slope}（${low}至${high}）`,
      theory: { steps: '步数上界：∝ d', rounds: '轮数上界：∝ log² d' },
      axes: { dimension: '维数 d', calls: '接连的网络调用次数' },
      origins: {
        device: '本设备测得',
        shipped: '空心：随页面提供，双精度',
        both: '实心：本设备 · 空心：随页面提供',
      },
      origin: { device: '本设备', shipped: '随页面提供' },
      caveats: {
        gaussian: '高斯数据：步数由闭式给出，使散度不超过 0.05。对这种数据，数量矩阵是精确的，所以它的轮数不增加。',
        mixture: '8 个随机模态，步数取单个模态所需：混合分布没有闭式。数量矩阵每行需要两次网络调用。',
        chains: (least: string, most: string) => han`轮数取${least}至${most}条链中最差者。`,
        sameChains: (chains: string) => han`轮数取${chains}条链中最差者。`,
        bound: (from: string) =>
          han`点线是理论上界，不计常数与对数因子：只有增长快慢有意义。轮数的上界从 d = ${from}画起，因为 log² d 起初增长很快。`,
      },
      columns: ['方法', '维数', '步数', '轮数', '求值次数', '其中导数', '误差峰值', '最差误差', '链数', '测于'],
    },
    cost: {
      title: '用时与并行通道数的关系',
      axes: { lanes: '并行通道数', time: '用时，一次求值 = 1' },
      sequential: (steps: string) => han`串行，${steps}步`,
      curves: {
        blocks: (rounds: string) => han`PIADM，8 块，${rounds}轮`,
        whole: (rounds: string) => han`PIADM，单块，${rounds}轮`,
        best: (linearPart: string, rounds: string) => han`${linearPart}，${rounds}轮`,
      },
      work: (times: string) => han`能耗：串行的${times}倍`,
      crossover: (lanes: string) => han`${lanes}条通道处持平`,
      device: (lanes: string) => han`本设备：约${lanes}条通道`,
      placed: (launch: string, rate: string, lanes: string, misfit: string) =>
        han`由用时推算本设备：每轮至少${launch}微秒，每秒约${rate}次求值，故一轮的时间内可求值约${lanes}次，即其通道数（与实测用时相差不超过${misfit}）。`,
      measured: (round: string, row: string, lanes: string, byTimes: string) =>
        han`按下方实测，本设备只求值一次的一轮需${round}，每多一次求值需${row}，故约有${lanes}条通道（由这些运行的用时推算：${byTimes}）。`,
      notPlaced: '由这些运行的用时无法判断本设备有多少条通道。',
      energy: '求值次数代表能耗：无论通道多少都要付出。',
      never: '从不',
      columns: [
        '方法',
        '轮数',
        '步数',
        '求值次数',
        '与串行求值次数之比',
        '并行节点数',
        '粒子数',
        '持平的通道数',
        '毫秒',
        '毫秒，串行',
      ],
    },
  },
  cost: {
    title: '本次运行在此设备上的代价',
    ofBlocks: '8 块的运行在此设备上的代价',
    lead: {
      webgpu:
        '点击后在您的设备上测量：先重新运行一次，逐个给各内核计时；再照常运行一次；然后单独测量乘加、空调度与得分函数的求值。误差与残差若没有单独的条，则计入“扫描”或“一轮的其余部分”。',
      cpu: '点击后在您的设备上测量：先重新运行一次，然后单独测量乘加与得分函数的求值。',
    },
    measure: '在此测量',
    again: '重新测量',
    cancel: '取消',
    button: '各内核的代价…',
    working: (stage: string) => han`正在测量：${stage}`,
    stages: {
      passes: '逐个内核的运行',
      run: '照常的运行',
      rate: '乘加',
      launch: '空调度',
      rows: '得分函数的求值',
    },
    cancelled: '已取消，未保留任何结果。',
    stale: (problem: string) => han`以下是另一次运行（${problem}）的代价。要得到当前运行的代价，请重新测量。`,
    figure: '各内核用时',
    samplers: { parallel: '并行', sequential: '串行' },
    headings: { passes: '各内核单独计时（运行较慢）', run: '照常的运行' },
    parts: {
      start: '初值',
      score: '得分函数',
      scan: '扫描',
      own: '方法自身的内核',
      measure: '误差与残差',
      observe: '统计',
      advance: '转入下一轮',
      finish: '一轮的其余部分',
      surplus: '空调度',
      sum: '所有内核',
      run: '运行用时',
      arithmetic: '其中的乘加',
      launches: '其中的启动',
    },
    dispatches: (count: string) => han`${count}次调度`,
    columns: {
      part: '部分',
      sampler: '采样器',
      dispatches: '调度次数',
      milliseconds: '毫秒',
      told: '图中所示',
    },
    said: {
      both: (parallel: string, rounds: string, sequential: string, steps: string) =>
        han`并行采样器用时${parallel}，共${rounds}轮；串行采样器用时${sequential}，共${steps}步。`,
      largest: (part: string, share: string) => han`并行采样器的各内核中，“${part}”用时最多，占${share}。`,
      arithmetic: (share: string) => han`仅其中的乘加，按本设备的速率，占其用时的${share}。`,
    },
    numbers: {
      rate: '乘加速率',
      rateNote: '在寄存器中，每次计为两次运算',
      launch: '一次启动',
      launchNote: '一次空调度',
      noLaunch: '无',
      noLaunchNote: '用 CPU 计算时没有调度',
      row: '每多一行',
      rowNote: (share: string) => han`得分函数的一行，行数很多时达到上述速率的${share}`,
      arithmetic: '算术',
      arithmeticNote: '占并行运行用时的比例',
      lanes: '通道数',
      lanesNote: '单行一轮的时间内可算的行数',
    },
    round: (round: string) => han`只有一行的一轮需${round}。`,
    roundOf: (round: string, first: string, launches: string) =>
      han`只有一行的一轮需${round}：其中得分函数只算一行需${first}，其余内核的启动需${launches}。`,
    derived: (round: string, row: string, lanes: string) =>
      han`行数很多时，每多一行需${row}。有 P 条通道的机器每开始 P 行就要花一轮的时间，共⌈行数 / P⌉轮；取 P = ${round} / ${row} = ${lanes}，则它在一行与很多行时都与本设备一致，两者之间相差不超过一倍。`,
    without: '扫描与统计对每行所花的时间没有计入 P，图中的横条包含了它们。',
    apart: '单独计时的内核不能紧密相接，因此它们的和并不等于运行的用时。',
    clock: (step: string) =>
      han`内核计时的时钟每格为${step}：n 次调度之和若小于 √n 格，便无法与零区分，只写作小于该值。`,
    noPasses: {
      cpu: '用 CPU 计算时，所有内核合在同一个循环中完成，没有各自的用时。',
      webgpu: '本设备没有能给单个内核计时的时钟（时间戳），因此只对整次运行和重复的工作计时。',
    },
    uncounted: '指数函数不计入运算次数。',
    export: '导出代价',
    exportCsv: '代价（CSV）',
    exportJson: '代价（JSON）',
    exportSvg: '横条图（SVG）',
    exportPng: '横条图（PNG）',
  },
  story: {
    title: '故事',
    close: '关闭故事',
    chapters: {
      serial: {
        title: '串行的链条',
        noise: (particles: string, steps: string) =>
          han`扩散模型用许多小步把噪声变成样本：这里有${particles}个样本，${steps}步。`,
        step: '每一步向网络询问：从当前状态该往哪里走，然后走过去。下一步从这一步的终点开始。',
        ask: (steps: string) => han`一个样本要调用网络${steps}次。一台有一千个处理器的机器，能同时进行其中的几次？`,
        chain: (rounds: string, inFlight: string) =>
          han`先后${rounds}次网络调用，每次只算${inFlight}个节点：这是一条链。处理器再多，也只能同时多做几个样本，而不能让任何一个更早完成。这条链能打破吗？`,
      },
      wholePath: {
        title: '先猜整条路径',
        guess: (steps: string) => han`一次猜好路径的全部${steps}个节点。猜得差也无妨：这里让每个节点都停在路径的起点。`,
        round:
          '同时在所有节点处询问网络，再让每个节点按它之前各节点的回答移动：这就是一轮皮卡迭代。下一轮沿新的路径再问一遍。',
        ask: '以串行路径为准，所有节点与样本中的最大误差逐轮如何变化？请画出来。',
        falls: (rounds: string, steps: string, tolerance: string) =>
          han`它先是徘徊，然后越降越快：前面的节点对了，后面的才能跟着对。不必走${steps}步，${rounds}轮之后变动已不超过${tolerance}。`,
      },
      sameNoise: {
        title: '同样的噪声，同样的答案',
        noise:
          '采样器每一步都加入新的噪声。每次抽取的噪声都属于某个样本的某一步，因此串行与并行两个采样器遇到的是同样的噪声。',
        ask: '两者从同样的点出发，轮次一直进行到不再变动。最后两幅图相比如何？',
        options: {
          shape: '形状相同，点不相同',
          most: '多数点一致，少数在别处',
          same: '每个点都一致',
        },
        same: (particles: string, error: string) =>
          han`逐点相同：${particles}个样本中偏得最远的，与串行的对应点也只差${error}。正因如此，误差才可以测量。`,
        few: (blocks: string, rounds: string, error: string) =>
          han`但外观会骗人。这些运行把路径分成${blocks}块，依次求解。每块只做${rounds}轮就停下，样本仍然布满正确的形状，却有节点与对应点相差${error}。`,
      },
      fronts: {
        title: '两条前沿',
        exact: (steps: string) =>
          han`取一条不再加噪声的路径，共${steps}个节点。第一步只取决于起点，一轮之后就是精确的。接着是第二步、第三步：无论怎么猜，k 轮之后前 k 个节点都精确。`,
        ask: (steps: string, tolerance: string) =>
          han`若每轮只前进一个节点，${steps}个节点就要${steps}轮。误差不超过${tolerance}的范围，每轮前进几个节点？`,
        agree: (tolerance: string, speed: string, rounds: string) =>
          han`热图中的虚线是精确前沿。实线以下，即前沿已扫过的节点，每个样本的误差都不超过${tolerance}：实线每轮前进${speed}个节点，${rounds}轮就够了。`,
        stop: '前沿扫过的部分几乎不再变动。所以最后一轮变动很小时就停下：是好迹象，不是证明，因为变动不是误差。',
      },
      hump: {
        title: '误差峰值',
        long: (steps: string, horizon: string, before: string) =>
          han`在更长的路径上做同样的轮次：单块，${steps}个节点，从噪声时间${horizon}（先前为${before}）直到数据，每一步都有噪声。`,
        ask: '这一次，最大误差逐轮如何变化？请画出来。',
        rises: (hump: string, rounds: string) =>
          han`它先升到${hump}，然后才下降。每个节点汇集了之前所有节点的误差，而误差一路被放大；前面的节点必须先对。单精度承受得住：${rounds}轮之后就过去了。`,
        half: (largest: string, one: string, blocks: string, short: string) =>
          han`半精度承受不住：它最大只到${largest}。单块会溢出，再从最前面的节点起慢慢恢复，共需${one}轮。切成${blocks}块，每块的峰值都小，只需${short}轮。`,
      },
      blocks: {
        title: '长度恒定的块',
        stairs: (steps: string, blocks: string) =>
          han`把${steps}个节点的这样一条路径切成${blocks}块，做完一块再做下一块。前沿像楼梯一样上升。`,
        ask: '单精度下，切成几块时总轮数最少？',
        rounds: (one: string, few: string, short: string, blocks: string, many: string) =>
          han`不分块：${one}轮；${few}块要${short}轮，${blocks}块要${many}轮。只看轮数，会以为分块无用。`,
        price: (hump: string, work: string, memory: string, blocks: string) =>
          han`再看其他图：单块的误差峰值为${hump}，求值次数是${blocks}块的${work}倍，内存是其${memory}倍。`,
        fixed: (iterations: string, blocks: string, rounds: string, short: string, worst: string, one: string) =>
          han`每块固定${iterations}轮，${blocks}块（共${rounds}轮）的中位误差为${short}，最差${worst}；单块（共${iterations}轮）的中位误差为${one}。总轮数相同时单块胜出。但块长恒定时，无论路径多长，每块轮数、峰值与内存都有界：理论因此这样分块（arXiv 2405.15986）。`,
      },
      dimension: {
        title: '让维数 d 增大',
        plane: (dimension: string, divergence: string, steps: string, rounds: string) =>
          han`此前步数取得很多。${dimension}维的高斯数据只需${steps}步，KL 散度就不超过${divergence}；${rounds}轮收益很小。定理说的是 d 很大的情形。`,
        ask: (smallest: string, largest: string, divergence: string) =>
          han`让 d 从${smallest}增大到${largest}，散度仍为${divergence}。轮数会增加到几倍？`,
        slow: (smallest: string, largest: string, steps: string, rounds: string) =>
          han`从 d = ${smallest}到 d = ${largest}，串行采样器的步数增加到${steps}倍，并行采样器的轮数增加到${rounds}倍。`,
        powers: (steps: string, rounds: string) =>
          han`按 d 的幂拟合，步数的指数为${steps}，轮数的指数为${rounds}。理论上界（不计对数因子）：步数与 d 成正比，轮数为 log d 的幂（arXiv 2405.15986）。每个点都是一次运行，空心点随页附带。`,
      },
      price: {
        title: '代价，以及谁做得更好',
        calls: (rounds: string, steps: string) => han`网络调用先后${rounds}次，而非${steps}次，但每次都问整块节点。`,
        ask: '这次运行的求值次数是串行采样器的几倍？',
        lanes: (work: string, particles: string, lanes: string) =>
          han`${work}倍：轮数少，计算量就多。通道少时串行更快；采${particles}个样本时，${lanes}条并行通道时持平，再多则并行快。`,
        others: (particles: string, tolerance: string, blocks: string, window: string, wavefront: string) =>
          han`还有更好的。双月分布，${particles}个样本中最差的误差不超过${tolerance}，轮数：分块${blocks}，滑动窗口${window}（arXiv 2305.16317），波前${wavefront}（arXiv 2412.07435），`,
        led: (best: string, work: string) =>
          han`由拟合数据的混合分布引导的单块${best}（本站提出，计算量${work}倍）。减少串行步数也行：见“样本质量”。`,
      },
    },
    chapter: (number: string, title: string) => han`第${number}章：${title}`,
    chapterDone: (number: string, title: string) => han`第${number}章：${title}（已读）`,
    list: '章节',
    place: '本章中的位置',
    part: (part: string, parts: string) => han`第${part}段，共${parts}段`,
    back: '后退',
    next: '继续',
    nextChapter: '下一章',
    play: '播放',
    pause: '暂停',
    question: '先猜后看',
    answer: '这是我的答案',
    skip: '跳过问题',
    showAnswer: '显示答案',
    answerIs: (truth: string) => `运行结果：${truth}。`,
    answerDrawn: '运行得到的曲线就是答案。',
    waitingForRun: '运行一结束，答案就会出现。',
    toLabs: '前往实验',
    end: '故事到此结束。实验中的图都可以自己动手：换一换设置，看看哪些结论依然成立。',
    right: (truth: string) => han`答对了：${truth}。`,
    wrong: (answer: string, truth: string) => han`你的答案：${answer}。运行结果：${truth}。`,
    drawn: (times: string, peak: string, round: string, drawn: string) =>
      han`你的曲线平均差${times}倍。误差在${round}轮之后最大，为${peak}；你画的最大值为${drawn}。`,
    waiting: '运行结束后即比较你的答案。',
    skipped: '你跳过了问题。',
    again: '再问我一次',
    forget: '清除我的答案',
    kept: '你的答案只留在本设备上。',
    notKept: '此浏览器不保存任何内容：你的答案只在本页打开期间有效。',
    leave: '自己试试',
    leaveNote: '关闭故事，留下这次运行。',
    hidden: '回答或跳过问题之后才显示。',
    pad: {
      title: '你的曲线',
      hint: '拖动各点，或用方向键移动。',
      rounds: '轮数',
      error: '最大误差',
      point: (rounds: string) => han`${rounds}轮之后`,
      yours: '你的',
      run: '运行结果',
      compared: '你的曲线与运行结果',
      columns: ['轮数', '你的', '运行结果'],
    },
    ranges: {
      below: (value: string) => han`不到${value}`,
      between: (from: string, to: string) => han`${from}至${to}`,
      above: (value: string) => han`${value}或更多`,
      about: (value: string) => han`约${value}倍`,
    },
    invitation:
      '扩散模型采样要走几百步，一步接一步。这里让许多步同时计算：八个短章节讲述其中的道理，每章先请你猜一猜。',
    read: '阅读故事',
    decline: '暂不',
  },
};
