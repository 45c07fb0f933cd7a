namespace OzFunctions.Benchmarks.Fuzz.Oz;

/// <summary>A response of Oz, or of something in front of it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Headers, which may be malformed.</param>
/// <param name="BreaksOff">Whether the connection ends after the body, before its announced end.</param>
internal sealed record OzReply(int Status, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers, bool BreaksOff)
{
    /// <summary>Whether it says that the request succeeded.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}
