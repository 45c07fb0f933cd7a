namespace OzFunctions.Benchmarks.Load;

/// <summary>A webhook of the plan.</summary>
/// <param name="FolderId">The folder.</param>
/// <param name="Version">The version of the folder after it; 0 if it changes nothing. The <see cref="Ceiling"/> does not compute it.</param>
/// <param name="IsTold">Whether the change is notified and listed. The <see cref="Ceiling"/> does not compute it.</param>
/// <param name="Body">The body.</param>
internal sealed record LoadWebhook(string FolderId, int Version, bool IsTold, byte[] Body);
