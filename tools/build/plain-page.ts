// The page for browsers without JavaScript: what this is, its picture, links, and what each browser needs for WebGPU. Pure functions
// that return HTML; where it is put they do not know.

import { browsers } from '../../src/state/browsers.ts';

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

interface PlainWords {
  readonly tag: string;
  readonly paragraphs: readonly string[];
  readonly picture: string;
  readonly paper: string;
  readonly models: string;
  readonly notices: string;
  readonly heading: string;
  readonly columns: readonly [string, string];
  readonly state: (date: string) => string;
}

const WORDS: Readonly<Record<'en' | 'zh', PlainWords>> = {
  en: {
    tag: 'en',
    paragraphs: [
      'A diffusion model samples by calling its network hundreds of times, one call after another. Parallel-in-time samplers call it on many time steps at once and repeat that until the path stops changing. This page runs such samplers on your own machine, beside the sequential sampler on the same noise, and shows how many rounds they save and what they pay for them.',
      'It computes with JavaScript, which is switched off here. Switch it on and load the page again. Nothing is loaded from another host, and nothing you do here leaves your machine.',
    ],
    picture:
      'The page after a run: particles of the parallel and of the sequential sampler side by side, and the error against rounds.',
    paper: 'The paper: Accelerating Diffusion Models with Parallel Sampling',
    models: 'A trained network and how it was trained',
    notices: 'Licences of the software in this page',
    heading: 'What each browser needs for WebGPU',
    columns: ['Browser', 'Needs'],
    state: (date) =>
      `Without WebGPU the page computes on the CPU, with smaller runs. The table is of ${date}; sources: `,
  },
  zh: {
    tag: 'zh',
    paragraphs: [
      '扩散模型采样时要依次调用网络数百次。时间并行的采样器一次在许多时间步上调用网络，并反复进行，直到路径不再改变。本页面在您自己的设备上运行这些采样器，与使用相同噪声的顺序采样器并排显示，展示它们省下多少轮，又付出什么代价。',
      '计算需要 JavaScript，而它在这里是关闭的。请打开 JavaScript 后重新加载页面。页面不从其他主机加载任何内容，您的操作也不会离开您的设备。',
    ],
    picture: '一次运行后的页面：并行与顺序采样器的粒子并排显示，以及误差随轮数的变化。',
    paper: '论文：Accelerating Diffusion Models with Parallel Sampling（英文）',
    models: '一个训练好的网络及其训练方法（英文）',
    notices: '本页面所含软件的许可证（英文）',
    heading: '各浏览器使用 WebGPU 的条件',
    columns: ['浏览器', '条件'],
    state: (date) => `没有 WebGPU 时，页面用 CPU 计算，运行规模较小。表格截至 ${date}；来源：`,
  },
};

/** Content of the page without JavaScript, in both languages. `site` is the folder of the page, relative or absolute, with its slash. */
export function plainPage(site = './'): string {
  const picture = `<img src="${site}social.png" width="1200" height="630" alt="${escapeHtml(WORDS.en.picture)}" />`;
  return `<main class="plain">
<h1>Picard Playground</h1>
${section(WORDS.en, 'en', site, picture)}
${section(WORDS.zh, 'zh', site, '')}
</main>`;
}

function section(words: PlainWords, language: 'en' | 'zh', site: string, picture: string): string {
  const link = (address: string, text: string) => `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;
  const links = [
    link('https://arxiv.org/abs/2405.15986', words.paper),
    link(`${site}models/two-moons.md`, words.models),
    link(`${site}third-party-notices.txt`, words.notices),
  ];
  const rows = browsers.rows.map(
    ({ name, needs }) =>
      `<tr><th scope="row">${escapeHtml(name[language])}</th><td>${escapeHtml(needs[language])}</td></tr>`,
  );
  const sources = browsers.sources.map(({ title, url }) => link(url, title)).join(', ');
  return `<section lang="${words.tag}">
${words.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
${picture}
<ul>${links.map((item) => `<li>${item}</li>`).join('')}</ul>
<h2>${escapeHtml(words.heading)}</h2>
<table>
<thead><tr>${words.columns.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p>${escapeHtml(words.state(browsers.asOf))}${sources}</p>
</section>`;
}
