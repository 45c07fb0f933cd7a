using Microsoft.Extensions.Options;

namespace OzFunctions.Benchmarks.Fuzz.Settings;

/// <summary>Options that are bound and validated each time they are asked for, so that one container serves many configurations.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
/// <param name="factory">Binds and validates them.</param>
internal sealed class FreshOptions<TOptions>(IOptionsFactory<TOptions> factory) : IOptions<TOptions>, IOptionsMonitor<TOptions>
    where TOptions : class
{
    /// <inheritdoc/>
    public TOptions Value => factory.Create(Options.DefaultName);

    /// <inheritdoc/>
    public TOptions CurrentValue => Value;

    /// <inheritdoc/>
    public TOptions Get(string? name) => factory.Create(name ?? Options.DefaultName);

    /// <inheritdoc/>
    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}
