"""`netdsl completion`: the shell's completion script."""

import click


@click.command
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that completes netdsl's commands and options.

    \b
    bash  add to ~/.bashrc:    eval "$(netdsl completion bash)"
    zsh   add to ~/.zshrc:     eval "$(netdsl completion zsh)"
    fish  run once:            netdsl completion fish > ~/.config/fish/completions/netdsl.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script
    click.echo(script(ctx.find_root().command, {}, "netdsl", "_NETDSL_COMPLETE").source())
