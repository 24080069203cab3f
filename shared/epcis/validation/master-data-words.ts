/**
 * Names that CBV gives to master data (CBV 2.0 §9, with those of CBV 1.2 for food and fish), and those of GS1 US for medicines. The
 * standard's own list was not at hand for all of them, so a name that is missing here is a warning, never an error.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What follows `urn:epcglobal:epcis:vtype:`. */
export const masterDataTypes: ReadonlySet<string> = new Set(
  words(`
  BusinessLocation BusinessStep BusinessTransaction BusinessTransactionType ChemicalSubstance Disposition EPCClass
  EPCInstance ErrorReason Location Microorganism Party ReadPoint Resource SourceDest SourceDestType Transformation`),
);

/** Names of attributes, whatever they describe; the standard uses many for several things. */
export const attributeNames: ReadonlySet<string> = new Set(
  words(`
  additionalPartyIdentification additionalPartyIdentificationTypeCode additionalTradeItemID
  additionalTradeItemIDTypeCode additionalTradeItemIdentification additionalTradeItemIdentificationTypeCode
  bestBeforeDate catchArea city contact countryCode countryOfExport countryOfOrigin descriptionShort dosageFormType
  drainedWeight farmList firstFreezeDate functionalName grossWeight growingMethodCode harvestEndDate harvestStartDate
  informationProvider itemExpirationDate labelDescription latitude longitude lotNumber
  manufacturerOfTradeItemPartyName measurement measurementUnitCode name netContentDescription netWeight postalCode
  preservationTechniqueCode productionDate productionMethodForFishAndSeafoodCode regulatedProductName sellByDate site
  speciesForFisheryStatisticsPurposesCode speciesForFisheryStatisticsPurposesName ssa ssd sst state
  storageStateCode streetAddressOne streetAddressThree streetAddressTwo strengthDescription
  tradeItemConditionCode tradeItemDescription unloadingPort vesselCatchInformationList vesselFlagState vesselID
  vesselName`),
);
