/** Entry of the page: defines the controls, connects to the host and starts the view. */
import './webview.css';
import { startApp } from './app';
import { defineControls } from './controls';

defineControls();
startApp(document.getElementById('app') ?? document.body);
