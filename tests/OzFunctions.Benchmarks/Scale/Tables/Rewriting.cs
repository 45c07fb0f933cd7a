using System.Text;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Makes the values of a row those of another: texts in it are replaced by others of the same length, also within binary values.</summary>
/// <param name="from">The texts, ASCII.</param>
/// <param name="to">What takes their place, each as long as its text.</param>
internal sealed class Rewriting(string[] from, string[] to)
{
    /// <summary>Rewrites a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The other value; the same one where none of the texts is in it.</returns>
    public object Apply(object value) => value switch
    {
        string text => Apply(text),
        byte[] bytes => Apply(bytes),
        _ => value,
    };

    /// <summary>Rewrites a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The other text.</returns>
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
