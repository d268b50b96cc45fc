/** Files that are on no disk: as a virtual file system, or another version of a file, has them. */
import * as vscode from 'vscode';

/** Files in memory that VS Code knows as any others. */
export function memoryFiles(scheme: string, isReadonly: boolean) {
  const contents = new Map<string, { readonly bytes: Uint8Array; readonly mtime: number }>();
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let time = 1;
  const put = (path: string, bytes: Uint8Array): void => {
    const type = contents.has(path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    contents.set(path, { bytes, mtime: (time += 1000) });
    changes.fire([{ type, uri: vscode.Uri.from({ scheme, path }) }]);
  };
  const found = (uri: vscode.Uri) => {
    const file = contents.get(uri.path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  };
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const registration = vscode.workspace.registerFileSystemProvider(
    scheme,
    {
      onDidChangeFile: changes.event,
      watch: () => new vscode.Disposable(() => {}),
      stat(uri) {
        if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
        const { bytes, mtime } = found(uri);
        return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
      },
      readDirectory: () => [...contents.keys()].map((path): [string, vscode.FileType] => [path.slice(1), vscode.FileType.File]),
      readFile: (uri) => found(uri).bytes,
      writeFile: (uri, bytes) => (isReadonly ? refuse(uri) : put(uri.path, bytes)),
      createDirectory: refuse,
      delete: refuse,
      rename: refuse,
    },
    { isReadonly, isCaseSensitive: true },
  );
  return {
    write: (path: string, text: string) => put(path, new TextEncoder().encode(text)),
    read: (path: string) => new TextDecoder().decode(contents.get(path)?.bytes),
    dispose: () => vscode.Disposable.from(registration, changes).dispose(),
  };
}
