using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Removal;

/// <summary>What became of some folders that had expired.</summary>
/// <param name="Folders">How many were removed.</param>
/// <param name="Rows">How many rows were removed, of whatever.</param>
/// <param name="Hours">The hours of the index of which rows were removed.</param>
/// <param name="Behind">Ids of folders that stay and that the lists do not show as they are: they changed meanwhile, or a list was behind.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record ExpiredFolders(int Folders, int Rows, IReadOnlyList<IndexHour> Hours, IReadOnlyList<string> Behind, string? Next);
