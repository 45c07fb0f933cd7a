namespace OzFunctions.Core.Webhooks;

/// <summary>Where in a body the parser stands, for error messages.</summary>
internal struct OzPath
{
    /// <summary>Whether the body is a bare array of analyses.</summary>
    public bool RootIsArray;

    /// <summary>Whether the parser is inside <c>{ "folder": ... }</c>.</summary>
    public bool InFolder;

    /// <summary>The analysis's place in its array; null outside of analyses.</summary>
    public int? Analysis;

    /// <summary>The path of a field of the present object.</summary>
    /// <param name="field">The field.</param>
    /// <returns>For example <c>folder.analyses[2].group_id</c>.</returns>
    public readonly string Of(OzField field) => ToString() is { Length: > 0 } owner ? $"{owner}.{OzFieldNames.Of(field)}" : OzFieldNames.Of(field);

    /// <inheritdoc/>
    public override readonly string ToString()
    {
        var folder = InFolder ? "folder" : "";
        return Analysis is not { } index ? folder
            : RootIsArray ? $"[{index}]"
            : InFolder ? $"folder.analyses[{index}]"
            : $"analyses[{index}]";
    }
}
