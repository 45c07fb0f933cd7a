using System.Text;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Turns the values of a row into those of another row: replaces texts with others of the same length, also in binary values.</summary>
/// <param name="from">The texts to replace, ASCII.</param>
/// <param name="to">The replacements, each as long as its text.</param>
internal sealed class Rewriting(string[] from, string[] to)
{
    /// <summary>Rewrites a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The rewritten value; the same value if it contains none of the texts.</returns>
    public object Apply(object value) => value switch
    {
        string text => Apply(text),
        byte[] bytes => Apply(bytes),
        _ => value,
    };

    /// <summary>Rewrites a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The rewritten text.</returns>
    public string Apply(string text)
    {
        for (var i = 0; i < from.Length; i++)
        {
            text = text.Replace(from[i], to[i], StringComparison.Ordinal);
        }

        return text;
    }

    private byte[] Apply(byte[] bytes)
    {
        var copy = bytes.AsSpan().ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            Replace(copy, Encoding.ASCII.GetBytes(from[i]), Encoding.ASCII.GetBytes(to[i]));
        }

        return copy;
    }

    private static void Replace(Span<byte> bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> other)
    {
        for (var at = bytes.IndexOf(old); at >= 0; at = bytes.IndexOf(old))
        {
            other.CopyTo(bytes[at..]);
            bytes = bytes[(at + old.Length)..];
        }
    }
}
