using OzFunctions.Web.Keys;

namespace OzFunctions.Benchmarks.Fuzz.Keys;

/// <summary>The keys of a request, as they arrive.</summary>
/// <param name="Level">The level of the route.</param>
/// <param name="Query">The query string, without <c>?</c>.</param>
/// <param name="Keys">The values of the header <c>x-functions-key</c>.</param>
/// <param name="AdminKeys">The values of the header <c>x-oz-admin-key</c>.</param>
internal sealed record KeyInput(KeyLevel Level, string Query, string[] Keys, string[] AdminKeys)
{
    /// <summary>The key of the webhook route.</summary>
    public const string Webhook = "webhook-key-0123456789";

    /// <summary>The key of the other routes.</summary>
    public const string Read = "Read+Key/0123456789==";

    /// <summary>The admin key.</summary>
    public const string Admin = "admin-key-0123456789";

    private static readonly string[] Names = ["code", "code", "Code", "CODE", "code%20", "key", "c%6Fde"];
    private static readonly string[] All = [Webhook, Read, Admin];

    /// <summary>Makes the keys of a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The keys.</returns>
    public static KeyInput Of(int number)
    {
        var random = new Random(number);
        return new KeyInput(
            random.Pick((KeyLevel[])[KeyLevel.Webhook, KeyLevel.Read, KeyLevel.Admin]),
            string.Join('&', Several(random).Select(key => $"{random.Pick(Names)}={(random.Once(4) ? key : Uri.EscapeDataString(key))}")),
            Several(random),
            Several(random));
    }

    private static string[] Several(Random random) => [.. Enumerable.Range(0, random.Next(8) switch { < 3 => 0, < 7 => 1, _ => 2 }).Select(_ => Key(random))];

    private static string Key(Random random)
    {
        var key = random.Pick(All);
        return random.Next(8) switch
        {
            0 => random.Changed(key),
            1 => key.ToUpperInvariant(),
            2 => key[..random.Next(key.Length)],
            3 => $"{key},{random.Pick(All)}",
            _ => key,
        };
    }
}
