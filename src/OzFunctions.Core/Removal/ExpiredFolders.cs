using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Removal;

/// <summary>The result of removing some expired folders.</summary>
/// <param name="Folders">The number of folders removed.</param>
/// <param name="Rows">The number of rows removed, of all kinds.</param>
/// <param name="Hours">The hours of the index from which rows were removed.</param>
/// <param name="Behind">The ids of folders that stay although the lists show them as expired: they changed meanwhile, or a list was behind.</param>
/// <param name="Next">The continuation; null at the end.</param>
public sealed record ExpiredFolders(int Folders, int Rows, IReadOnlyList<IndexHour> Hours, IReadOnlyList<string> Behind, string? Next);
