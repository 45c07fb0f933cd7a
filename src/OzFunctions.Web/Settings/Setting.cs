namespace OzFunctions.Web.Settings;

/// <summary>A setting, as it is explained to operators.</summary>
/// <param name="Name">The name, with <c>:</c> between its parts. <c>{0..9}</c> and <c>{n}</c> stand for a number, <c>{name}</c> for a name of the operator's choice.</param>
/// <param name="Meaning">What it means, and its allowed values. Code is in backticks.</param>
/// <param name="Default">The value when it is not set.</param>
public sealed record Setting(string Name, string Meaning, string Default)
{
    /// <summary>The name as an environment variable.</summary>
    public string Variable => Name.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The parts of the name.</summary>
    internal IReadOnlyList<string> Parts { get; } = Name.Split(':');
}
