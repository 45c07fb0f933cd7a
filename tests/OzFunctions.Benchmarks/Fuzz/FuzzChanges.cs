using System.Text;

namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>Random choices, and random changes of texts and bytes.</summary>
internal static class FuzzChanges
{
    private const int Most = 6;

    // What parsers of any kind may stumble over.
    private static readonly string[] Pieces =
    [
        "\u0000", " ", "\t", "\n", "\r\n", "%", "%0", "%00", "+", "&", "=", ";", "#", "?", "/", "\\", "..", "'", "\"", "|", ".", "-", "_", "~", ":", ",", "{0}", "<script>", "\u202E", "\uFEFF", "\u00A0", "\uFFFF",
        "\uD83D\uDE00", "\u0660", "\u017F", "0", "-1", "2147483648", "9223372036854775808", "1e999", "NaN", "null", "true", "A", "z",
    ];

    /// <summary>Chooses one of several.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="random">The source of randomness.</param>
    /// <param name="from">The choices, at least one.</param>
    /// <returns>One of them.</returns>
    public static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>Whether something happens that happens once in a number of times.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="times">The number of times.</param>
    /// <returns>True when it does.</returns>
    public static bool Once(this Random random, int times) => random.Next(times) == 0;

    /// <summary>Changes a text in one to six places.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="text">The text.</param>
    /// <returns>The changed text, which may be equal.</returns>
    public static string Changed(this Random random, string text)
    {
        var changed = new StringBuilder(text);
        for (var i = random.Next(Most) + 1; i > 0; i--)
        {
            var place = random.Next(changed.Length + 1);
            var rest = changed.Length - place;
            switch (random.Next(5))
            {
                case 0 when rest > 0:
                    changed[place] = (char)random.Next(' ', '~' + 1);
                    break;
                case 1 when rest > 0:
                    changed.Remove(place, Math.Min(rest, random.Next(1, 8)));
                    break;
                case 2 when rest > 0:
                    changed.Append(changed.ToString(place, Math.Min(rest, 50)));
                    break;
                case 3 when random.Once(8):
                    changed.Insert(place, new string((char)random.Next('a', 'z'), random.Next(3_000)));
                    break;
                default:
                    changed.Insert(place, random.Pick(Pieces));
                    break;
            }
        }

        return changed.ToString();
    }

    /// <summary>Changes bytes in one to six places.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The changed bytes, which may be equal.</returns>
    public static byte[] Changed(this Random random, byte[] bytes)
    {
        var changed = bytes.ToList();
        for (var i = random.Next(Most) + 1; i > 0 && changed.Count > 0; i--)
        {
            var place = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0:
                    changed[place] = (byte)random.Next(256);
                    break;
                case 1:
                    changed[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    changed.Insert(place, (byte)random.Next(256));
                    break;
                case 3:
                    changed.RemoveRange(place, changed.Count - place);
                    break;
                default:
                    changed.AddRange(changed.GetRange(place, Math.Min(200, changed.Count - place)));
                    break;
            }
        }

        return [.. changed];
    }
}
