using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Checks the attributes of <see cref="ReconciliationOptions"/>.</summary>
[OptionsValidator]
public sealed partial class ReconciliationRangeValidator : IValidateOptions<ReconciliationOptions>;
