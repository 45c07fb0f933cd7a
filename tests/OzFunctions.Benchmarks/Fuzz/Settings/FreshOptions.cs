using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OzFunctions.Benchmarks.Fuzz.Settings;

/// <summary>Options that are bound and validated once for each configuration, so that one container serves many. Not safe for concurrent use.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
/// <param name="factory">Binds and validates them.</param>
/// <param name="configuration">Issues a new token when the settings are others.</param>
internal sealed class FreshOptions<TOptions>(IOptionsFactory<TOptions> factory, IConfiguration configuration) : IOptions<TOptions>, IOptionsMonitor<TOptions>
    where TOptions : class
{
    private object? _of;
    private TOptions? _value;

    /// <inheritdoc/>
    public TOptions Value
    {
        get
        {
            if (_value is null || _of != configuration.GetReloadToken())
            {
                _value = null;
                _value = factory.Create(Options.DefaultName);
                _of = configuration.GetReloadToken();
            }

            return _value;
        }
    }

    /// <inheritdoc/>
    public TOptions CurrentValue => Value;

    /// <inheritdoc/>
    public TOptions Get(string? name) => Value;

    /// <inheritdoc/>
    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}
