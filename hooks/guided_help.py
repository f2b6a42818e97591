"""The MkDocs hook of this site: its handler for each event.

The events are those of the plugin `izeja`; a site that installs the package names the plugin instead.
"""

from izeja.hosts.mkdocs.plugin import IzejaHook

_plugin = IzejaHook()

on_startup = _plugin.on_startup
on_config = _plugin.on_config
on_pre_build = _plugin.on_pre_build
on_files = _plugin.on_files
on_nav = _plugin.on_nav
on_env = _plugin.on_env
on_page_read_source = _plugin.on_page_read_source
on_page_content = _plugin.on_page_content
on_page_context = _plugin.on_page_context
on_template_context = _plugin.on_template_context
on_post_page = _plugin.on_post_page
on_post_build = _plugin.on_post_build
on_build_error = _plugin.on_build_error
on_serve = _plugin.on_serve
on_shutdown = _plugin.on_shutdown
