using System.Globalization;

namespace OzFunctions.Core.Folders;

/// <summary>One numeric score of an analysis, under Oz's own name.</summary>
/// <param name="Name">Oz's field name, for example <c>confidence_spoofing</c>.</param>
/// <param name="Value">The score as Oz sent it; Oz's scale is 0 to 1.</param>
public readonly record struct Confidence(string Name, double Value)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Value:R}");
}
