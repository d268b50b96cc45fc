/**
 * The page that a view starts from: an empty element, one script, one style sheet, and a policy that lets
 * nothing else run or load. Everything else arrives as messages.
 */

/** What the page needs to know of VS Code's webview; a test can stand in for it. */
export interface PageHost {
  readonly cspSource: string;
}

/** Addresses of the built files, as the webview may load them. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** Loaded by the view only when the classic sequence diagram is asked for. */
  readonly mermaid: string;
}

/** Scripts run by nonce alone; inline styles are needed by Mermaid; nothing is fetched from a network. */
export function contentSecurityPolicy(cspSource: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
    `style-src ${cspSource} 'unsafe-inline'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
}

/** The HTML of a view. `nonce` must be new for each page. */
export function pageHtml(host: PageHost, files: PageFiles, nonce: string): string {
  const q = quoted;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${q(contentSecurityPolicy(host.cspSource, nonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Faultline</title>
<link rel="stylesheet" href="${q(files.style)}">
</head>
<body>
<div id="app" data-mermaid-src="${q(files.mermaid)}" data-nonce="${q(nonce)}"></div>
<script nonce="${q(nonce)}" src="${q(files.script)}"></script>
</body>
</html>
`;
}

/** 128 random bits, as letters and digits. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function quoted(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
