namespace OzFunctions.Web.Settings;

/// <summary>A setting, as it is explained to people.</summary>
/// <param name="Name">Its name, with <c>:</c> between its parts. <c>{0..9}</c> and <c>{n}</c> stand for a number, <c>{name}</c> for a name of one's own.</param>
/// <param name="Meaning">What it means and may be; what is code stands in backticks.</param>
/// <param name="Default">What holds where it is not set.</param>
public sealed record Setting(string Name, string Meaning, string Default)
{
    /// <summary>Its name as an environment variable.</summary>
    public string Variable => Name.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The parts of its name.</summary>
    internal IReadOnlyList<string> Parts { get; } = Name.Split(':');
}
