using OzFunctions.Web.Settings;

namespace OzFunctions.Benchmarks.Fuzz.Settings;

/// <summary>Whole configurations of which a few settings were changed. A start is refused with sentences that name a setting and show no secret, or every setting is what its text says.</summary>
internal sealed class SettingsSubject : IFuzzSubject<SettingsInput>, IDisposable
{
    private const int LongestMessage = 4_000;

    // A name of a setting may be repeated in its sentences.
    private const int TimesNamed = 4;

    private readonly ThreadLocal<SettingsStart> _start = new(static () => new SettingsStart());

    /// <inheritdoc/>
    public string Name => "settings";

    /// <inheritdoc/>
    public SettingsInput Make(int number) => SettingsInput.Of(number);

    // A whole start.
    /// <inheritdoc/>
    public long MostBytes(SettingsInput input) => 8 * 1024 * 1024;

    /// <inheritdoc/>
    public FuzzVerdict Judge(SettingsInput input)
    {
        var start = _start.Value!;
        if (start.Start(input) is { } sentence)
        {
            return sentence.Contains(SettingsInput.Secret, StringComparison.Ordinal) ? FuzzVerdict.Wrong($"shows a secret: {sentence}")
                : !input.Changed.Any(name => sentence.Contains(name.Split(':')[0], StringComparison.OrdinalIgnoreCase)) ? FuzzVerdict.Wrong($"is refused without the name of {string.Join(" or ", input.Changed)}: {sentence}")
                : FuzzVerdict.RefusedWith(sentence, LongestMessage + (TimesNamed * input.Changed.Sum(static name => name.Length)));
        }

        start.Use();
        var warned = UnknownSettings.In(start.Configuration).Select(static warning => warning.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return start.Bound().Select(part => BoundSettings.FindOther(start.Configuration.GetSection(part.Section), part.Options)).FirstOrDefault(static path => path?.Contains(':', StringComparison.Ordinal) is true) is { } other
            ? FuzzVerdict.Wrong($"lets {other} mean something else than it says: {string.Join("; ", input.Changed.Select(name => $"{name}={input.Values.GetValueOrDefault(name)}"))}{(warned.Contains(other) ? ", with a warning" : "")}")
            : FuzzVerdict.Read;
    }

    /// <inheritdoc/>
    public void Dispose() => _start.Dispose();
}
