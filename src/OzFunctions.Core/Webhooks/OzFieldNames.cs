using System.Text;
using System.Text.Json;

namespace OzFunctions.Core.Webhooks;

/// <summary>Oz's names of the fields that are read (Oz API documentation, System Objects, and its older versions).</summary>
internal static class OzFieldNames
{
    private static readonly (OzField Field, byte[] Utf8)[] Names =
    [
        Name("analyses", OzField.Analyses),
        Name("analyse_id", OzField.AnalyseId),
        Name("analysis_id", OzField.AnalysisId),
        Name("confs", OzField.Confs),
        Name("error_code", OzField.ErrorCode),
        Name("folder", OzField.Folder),
        Name("folder_id", OzField.FolderId),
        Name("group_id", OzField.GroupId),
        Name("meta_data", OzField.MetaData),
        Name("operator_status", OzField.OperatorStatus),
        Name("resolution", OzField.Resolution),
        Name("resolution_status", OzField.ResolutionStatus),
        Name("results_data", OzField.ResultsData),
        Name("results_media", OzField.ResultsMedia),
        Name("state", OzField.State),
        Name("system_resolution", OzField.SystemResolution),
        Name("time_created", OzField.TimeCreated),
        Name("time_updated", OzField.TimeUpdated),
        Name("type", OzField.Type),
    ];

    // Most field names of a body are not read, and few of those have the length of a name that is.
    private static readonly (OzField Field, byte[] Utf8)[][] NamesByLength =
        [.. Enumerable.Range(0, Names.Max(static name => name.Utf8.Length) + 1).Select(static length => Array.FindAll(Names, name => name.Utf8.Length == length))];

    /// <summary>Finds the field whose name is the reader's current token.</summary>
    /// <param name="reader">A reader at a property name.</param>
    /// <returns>The field, or <see cref="OzField.Other"/>.</returns>
    public static OzField Match(ref Utf8JsonReader reader)
    {
        var length = reader.ValueSpan.Length;
        var candidates = reader.ValueIsEscaped ? Names : length < NamesByLength.Length ? NamesByLength[length] : [];
        foreach (var (field, utf8) in candidates)
        {
            if (Is(ref reader, utf8))
            {
                return field;
            }
        }

        return OzField.Other;
    }

    /// <summary>Whether the reader's current token is a given name.</summary>
    /// <param name="reader">A reader at a property name.</param>
    /// <param name="utf8">The name in UTF-8.</param>
    /// <returns>True when it is, escaped or not.</returns>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(utf8) : reader.ValueSpan.SequenceEqual(utf8);

    /// <summary>Returns Oz's name of a field, for error messages.</summary>
    /// <param name="field">Any field but <see cref="OzField.Other"/>.</param>
    /// <returns>The name.</returns>
    public static string Of(OzField field) => Encoding.ASCII.GetString(Array.Find(Names, name => name.Field == field).Utf8);

    private static (OzField Field, byte[] Utf8) Name(string name, OzField field) => (field, Encoding.ASCII.GetBytes(name));
}
