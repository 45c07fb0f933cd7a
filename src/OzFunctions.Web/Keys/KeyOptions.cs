using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Keys;

/// <summary>The keys that are asked for (section <c>Keys</c>). The Functions app leaves all but the admin keys to its host.</summary>
public sealed class KeyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Keys";

    /// <summary>How many keys of a kind may be valid at once, so that they can be rotated.</summary>
    public const int MaxKeys = 3;

    /// <summary>Keys for the webhook route: one to three.</summary>
    [Secret]
    public IList<string> Webhook { get; init; } = [];

    /// <summary>Keys for reading: one to three, none of them a webhook key.</summary>
    [Secret]
    public IList<string> Read { get; init; } = [];

    /// <summary>Keys for acting, by the name under which acts are recorded. Both heads ask for them; with none, nobody can act.</summary>
    [Secret]
    public IDictionary<string, string> Admin { get; init; } = new Dictionary<string, string>();
}
