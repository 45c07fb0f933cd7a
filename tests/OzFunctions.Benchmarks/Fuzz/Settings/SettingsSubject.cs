using System.Text.RegularExpressions;
using OzFunctions.Web.Settings;

namespace OzFunctions.Benchmarks.Fuzz.Settings;

/// <summary>Whole configurations of which a few settings were changed. A start is refused with sentences that name a setting and show no secret, or every setting is what its text says.</summary>
internal sealed partial class SettingsSubject : IFuzzSubject<SettingsInput>, IDisposable
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
                : !input.Changed.Any(name => Names(sentence, name)) ? FuzzVerdict.Wrong($"is refused without the name of {string.Join(" or ", input.Changed)}: {sentence}")
                : FuzzVerdict.RefusedWith(sentence, LongestMessage + (TimesNamed * input.Changed.Sum(static name => name.Length)));
        }

        start.Use();
        var warned = UnknownSettings.In(start.Configuration).Select(static warning => warning.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return start.Bound().Select(part => BoundSettings.FindOther(start.Configuration.GetSection(part.Section), part.Options)).FirstOrDefault(static path => path?.Contains(':', StringComparison.Ordinal) is true) is { } other
            ? FuzzVerdict.Wrong($"lets {other} mean something else than it says: {string.Join("; ", input.Changed.Select(name => $"{name}={input.Values.GetValueOrDefault(name)}"))}{(warned.Contains(other) ? ", with a warning" : "")}")
            : FuzzVerdict.Read;
    }

    // A sentence about a list or an endpoint names the whole of it; a section alone would be too little. Below a setting that has no parts,
    // only the first part is named. Endpoints are counted as they are bound, which is without gaps, so the number may be another.
    private static bool Names(string sentence, string setting)
    {
        var (told, parts) = (Place().Replace(sentence, "$1#"), Place().Replace(setting, "$1#").Split(':'));
        return Enumerable.Range(1, parts.Length)
            .Where(count => count == parts.Length || (count == parts.Length - 1 && count > 1) || count > 2)
            .Any(count => told.Contains(string.Join(':', parts[..count]), StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"(Notifications:Endpoints:)[^:\s]+", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    /// <inheritdoc/>
    public void Dispose() => _start.Dispose();
}
