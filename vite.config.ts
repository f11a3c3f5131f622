// How the web application is built and served in development. The hub serves dist/web; nothing here runs in production.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const hub = process.env['HUB_URL'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Fonts and images stay files: the content security policy needs no data: for fonts then.
    assetsInlineLimit: 0,
    // The map (about 1.6 MB with its worker) is lazy; the entry is watched by the size budget instead.
    chunkSizeWarningLimit: 1300,
  },
  server: {
    proxy: {
      // The hub takes a POST only from its own address: the browser's Host goes through unchanged.
      '/api': { target: hub, changeOrigin: false },
      '/city': { target: hub, changeOrigin: false },
      '/metrics': { target: hub, changeOrigin: false },
      '/mqtt': { target: hub, changeOrigin: false, ws: true },
    },
  },
})
